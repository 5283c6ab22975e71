/**
 * What terminals know this hub by, and what only this hub can read: the site's own CA and its certificates, the key that
 * signs messages to terminals, and the keys that guests' words are sealed to. {@code fleet} and everything to its right
 * may import it; it is the only place that makes certificates. Start with {@link org.amends.hub.site.SiteKeys}.
 */
package org.amends.hub.site;
