package org.amends.kiosk.devices.lights;

import java.util.Optional;
import java.util.OptionalLong;

/** One light and what it shows: something that lasts, and over it, for a moment, something that ends by itself. */
final class Showing {

    private final Light light;
    private Pattern lasting = Pattern.DARK;
    private long lastingSince;
    private Optional<Pattern> momentary = Optional.empty();
    private long momentarySince;
    private boolean lit;

    Showing(Light light) {
        this.light = light;
    }

    /** Shows this from now on; what goes on is not begun anew. */
    void lasts(Pattern pattern, long now) {
        if (pattern != lasting) {
            lasting = pattern;
            lastingSince = now;
        }
        at(now);
    }

    /** Shows this once. */
    void once(Pattern pattern, long now) {
        momentary = Optional.of(pattern);
        momentarySince = now;
        at(now);
    }

    /** Time has come to this. */
    void at(long now) {
        momentary = momentary.filter(pattern -> !pattern.isOver(now - momentarySince));
        boolean wanted = momentary.map(pattern -> pattern.isLit(now - momentarySince))
                .orElseGet(() -> lasting.isLit(now - lastingSince));
        if (wanted != lit) {
            lit = wanted;
            light.set(wanted);
        }
    }

    OptionalLong due(long now) {
        Pattern shown = momentary.orElse(lasting);
        long since = momentary.isPresent() ? momentarySince : lastingSince;
        OptionalLong change = shown.nextChange(now - since);
        return change.isPresent() ? OptionalLong.of(since + change.getAsLong()) : OptionalLong.empty();
    }

    void dark() {
        light.set(false);
    }
}
