/**
 * The funnel: of all guests who were unhappy how many could be reached, were attended to, were asked again and were won back,
 * by place, team, person and time, as a page and as a table to download. Only the composition root may import it; it follows
 * the ledger and cases behind cursors and changes neither. Start with {@link org.amends.hub.funnel.FunnelWorker}, which says by
 * what rules is counted, then {@link org.amends.hub.funnel.Funnel}.
 */
package org.amends.hub.funnel;
