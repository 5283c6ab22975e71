/**
 * What a guest sees. The journey is plain Java without JavaFX; the screens show its states and pass touches on. It knows
 * neither storage nor network: entries go to an {@link org.amends.kiosk.guest.EntrySink}. Start with
 * {@link org.amends.kiosk.guest.GuestJourney}, then {@code GuestScreens}; what happens while nobody is here is in {@code Rest}.
 * {@code Patience} keeps the time, {@code DoublePress} the mashing out, {@code KeyAction} and {@code Narration} lead those who use
 * keys and ears.
 */
package org.amends.kiosk.guest;
