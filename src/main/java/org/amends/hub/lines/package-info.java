/**
 * You said, we did: what came of closed cases, proposed by one person and approved by another, as lines on the idle screens of
 * the terminals concerned, until a day. {@code inbox} shows the part on a case's page and may import this package; terminals are
 * told through {@code fleet}, which knows nothing of it. Start with {@link org.amends.hub.lines.Lines}.
 */
package org.amends.hub.lines;
