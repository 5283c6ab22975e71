package org.amends.kiosk;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.sync.PrivateFile;
import org.amends.response.Touchpoint;

/**
 * Where a terminal stands that is carried from place to place: where the last tag said, kept over restarts and power cuts, and
 * where no tag of its settings did, as its settings say.
 */
final class CarriedPlace {

    private static final Logger LOG = System.getLogger(CarriedPlace.class.getName());
    private static final String FILE = "place";

    private final Path file;
    private volatile Touchpoint now;

    private CarriedPlace(Path file, Touchpoint now) {
        this.file = file;
        this.now = now;
    }

    /**
     * @param folder the terminal's data folder
     * @param home   where it stands by its settings
     * @param known  what the settings know of tags: a place that is none of theirs any more is not believed
     */
    static CarriedPlace in(Path folder, Touchpoint home, Collection<CardMeaning.Known> known) {
        Path file = folder.resolve(FILE);
        Touchpoint now = home;
        if (Files.exists(file)) {
            try {
                String name = Files.readString(file, StandardCharsets.UTF_8);
                if (known.contains(new CardMeaning.PlaceTag(name))) {
                    now = new Touchpoint(home.site(), name);
                } else if (!name.equals(home.name())) {
                    LOG.log(Level.WARNING, "the place in {0} has no tag in the settings any more; this is {1}", file,
                            home.name());
                }
            } catch (IOException unreadable) {
                LOG.log(Level.WARNING, "{0} cannot be read; this is {1} until a tag says otherwise", file, home.name());
            }
        }
        return new CarriedPlace(file, now);
    }

    /** Where it stands. From any thread. */
    Touchpoint now() {
        return now;
    }

    /**
     * The tag of a place was held to it.
     *
     * @throws IOException if that could not be put on disk, and then it stands where it stood
     */
    Touchpoint carriedTo(CardMeaning.PlaceTag tag) throws IOException {
        Touchpoint place = new Touchpoint(now.site(), tag.name());
        PrivateFile.replace(file, tag.name().getBytes(StandardCharsets.UTF_8));
        now = place;
        return place;
    }
}
