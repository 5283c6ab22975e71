/**
 * The hub: takes entries in from terminals, opens cases, and shows them to staff. This package is the wiring and the
 * command line; nothing below imports it.
 *
 * <pre>
 * storage, web &lt;- staff &lt;- fleet &lt;- intake &lt;- recovery &lt;- { answers, alerts &lt;- inbox } &lt;- hub
 *                 staff &lt;- messages &lt;- duty &lt;- alerts
 *                 fleet, recovery &lt;- lines &lt;- inbox
 * </pre>
 *
 * Start with {@link org.amends.hub.HubMain}, then {@code Hub}, which reads top to bottom like a wiring diagram.
 */
package org.amends.hub;
