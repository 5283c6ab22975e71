package org.amends.kiosk.guest.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Keeps screens as pictures, {@code LANGUAGE-STAND-SCREEN.png} each, with a contact sheet for each language. */
public final class PreviewFolder {

    private final Path folder;
    private ContactSheet sheet = new ContactSheet();
    private int count;

    /**
     * @param folder which must exist
     */
    public PreviewFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a screen down, and with the last one of a language its contact sheet. */
    public void add(Preview.Picture picture, boolean lastOfItsLanguage) {
        try {
            PngFile.write(picture.image(), folder.resolve(
                    picture.language() + "-" + picture.stand().id() + "-" + picture.name() + ".png"));
            count++;
            sheet.add(picture);
            if (lastOfItsLanguage) {
                sheet.write(folder.resolve("contact-sheet-" + picture.language() + ".png"));
                sheet = new ContactSheet();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How many screens there are. */
    public int count() {
        return count;
    }
}
