/**
 * The map. A <em>terminal</em> ({@code kiosk}) asks a guest and keeps the answer in its outbox; a <em>hub</em> has it in
 * its ledger, opens a case and tells staff. What both share is small and lies below them:
 *
 * <pre>
 * checkedfile  files that people write, every value with its line
 * survey       what we ask
 * response     what a guest said
 * wire         what terminal and hub say to each other
 *
 * checkedfile &lt;- survey &lt;- response &lt;- wire &lt;- { kiosk, hub } &lt;- demo        kiosk and hub never import each other
 * </pre>
 *
 * The arrows are held by {@code PackageMapTest}. This package is the command line. Start reading at {@link Amends}, then
 * {@code kiosk.KioskMain} and {@code hub.HubMain}, which read top to bottom like wiring diagrams.
 */
package org.amends;
