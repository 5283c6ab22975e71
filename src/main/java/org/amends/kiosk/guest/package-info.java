/**
 * What a guest sees. The journey is plain Java without JavaFX; the screens show its states and pass touches on. It knows
 * neither storage nor network: entries go to an {@link org.amends.kiosk.guest.EntrySink}. Start with
 * {@link org.amends.kiosk.guest.GuestJourney}, then {@code GuestScreens}; what happens while nobody is here is in {@code Rest}.
 * {@code GuestPages} makes the pages and {@code ShownPage} fits them, {@code TimeLimit} keeps the time, {@code Touches} the
 * mashing out, {@code ButtonPresses} what comes of the terminal's own buttons, {@code KeyNavigation} and
 * {@code ScreenReader} lead those who use keys and ears.
 */
package org.amends.kiosk.guest;
