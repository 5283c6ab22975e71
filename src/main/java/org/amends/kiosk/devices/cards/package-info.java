/**
 * The readers that cards are held to, what was held to them, each presentation told once, and what such a card means: a staff
 * badge, a guest's card, the tag of the place where the terminal stands from then on, or nothing that is known here. The composition root and {@code kiosk.devices} may use it; of ours it knows the
 * machine and what a response is made of. Start at {@link org.amends.kiosk.devices.cards.CardReader}, then
 * {@link org.amends.kiosk.devices.cards.CardMeaning}.
 */
package org.amends.kiosk.devices.cards;
