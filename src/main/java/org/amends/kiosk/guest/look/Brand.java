package org.amends.kiosk.guest.look;

import java.util.List;
import java.util.Optional;

/**
 * What is the venue's own on the guest screens.
 *
 * @param colours  in place of the look's
 * @param type     for the languages that it can draw
 * @param logo     stands in place of the site's name
 * @param pictures shown beside the question while nobody is here, in this order
 */
public record Brand(Optional<Palette> colours, Optional<HouseType> type, Optional<PictureFile> logo,
        List<PictureFile> pictures) {

    /** The built-in look alone. */
    public static final Brand NONE = new Brand(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Brand {
        pictures = List.copyOf(pictures);
    }

    /** Nothing but pictures. */
    public static Brand of(List<PictureFile> pictures) {
        return new Brand(Optional.empty(), Optional.empty(), Optional.empty(), pictures);
    }
}
