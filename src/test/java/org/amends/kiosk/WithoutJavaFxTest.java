package org.amends.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A terminal whose whole face are its buttons and lights asks for no JavaFX: it may stand where there is none. */
class WithoutJavaFxTest {

    @Test
    void what_a_terminal_without_a_screen_is_made_of_is_loaded_without_javafx() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(WithoutJavaFxTest::url).toArray(URL[]::new);
        try (Without loader = new Without(path)) {
            for (Class<?> one : new Class<?>[]{Front.class, Calls.class, StaffWords.class, StaffNear.class,
                    CardReaders.class}) {
                // Made ready, so that its code has been verified, for which kinds that it only passes on are looked at.
                assertThat(Class.forName(one.getName(), true, loader)).as(one.getName()).isNotSameAs(one);
            }
        }
    }

    private static final class Without extends URLClassLoader {

        private Without(URL[] path) {
            super(path, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("javafx.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
