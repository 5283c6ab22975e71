/**
 * Who works when, and how long an unhappy guest may wait: opening hours, targets, escalation, quiet hours and the rota, as
 * one file says. What tells people may import it; it decides nothing about a case. Start with
 * {@link org.amends.hub.duty.DutyPlan}, then {@link org.amends.hub.duty.Hours}, which all times are counted by.
 */
package org.amends.hub.duty;
