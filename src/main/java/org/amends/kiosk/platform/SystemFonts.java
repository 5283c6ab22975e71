package org.amends.kiosk.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes font files known to fontconfig for this process.
 *
 * <p>JavaFX lays out Arabic and other joined scripts by Pango, which asks fontconfig and reads its list of fonts once, at
 * the first such text. JavaFX tells fontconfig of a loaded font only when that font is used, so that only the first one
 * would ever be found, and every other text would fall back to whatever the machine has, or to empty boxes.
 */
public final class SystemFonts {

    private static final String LIBRARY = "libfontconfig.so.1";

    private SystemFonts() {
    }

    /**
     * Adds the files, before any text is laid out.
     *
     * @return whether fontconfig took them all
     */
    @SuppressWarnings("restricted") // one C function, with the signature of fontconfig.h: FcBool (FcConfig*, FcChar8*)
    public static boolean add(List<Path> files) {
        try (Arena arena = Arena.ofConfined()) {
            // The library must stay loaded for as long as the process lives.
            SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
            MethodHandle addFile = Linker.nativeLinker().downcallHandle(library.findOrThrow("FcConfigAppFontAddFile"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            boolean all = true;
            for (Path file : files) {
                all &= (int) addFile.invokeExact(MemorySegment.NULL, arena.allocateFrom(file.toString())) == 1;
            }
            return all;
        } catch (IllegalArgumentException noFontconfig) {
            return false;
        } catch (Throwable failed) {
            throw new IllegalStateException("fontconfig failed", failed);
        }
    }
}
