package org.amends.kiosk.guest.look;

import java.util.List;
import java.util.Optional;

/**
 * What is the venue's own on the guest screens.
 *
 * @param logo     stands in place of the site's name
 * @param pictures shown beside the question while nobody is here, in this order
 */
public record Brand(Optional<PictureFile> logo, List<PictureFile> pictures) {

    /** The built-in look alone. */
    public static final Brand NONE = new Brand(Optional.empty(), List.of());

    public Brand {
        pictures = List.copyOf(pictures);
    }
}
