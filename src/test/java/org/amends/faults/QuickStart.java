package org.amends.faults;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lets processes that are killed and started again all day long start in half the time: our classes packed as they are
 * installed, and what Java learned of them at a first start kept for the next ones. It changes nothing of what they do.
 */
final class QuickStart {

    private final Map<Side, List<String>> flags;

    private QuickStart(Map<Side, List<String>> flags) {
        this.flags = flags;
    }

    /** Starts as any other test does. */
    static QuickStart none() {
        return new QuickStart(Map.of());
    }

    /**
     * Packs the classes, and lets one run of each side be learned from.
     *
     * @param folder to be filled; it holds good for this build of the classes only
     * @param run    runs both sides with what it is given, and ends them in order
     */
    static QuickStart learn(Path folder, Run run) {
        Folders.remove(folder);
        folder.toFile().mkdirs();
        String packed = pack(folder);
        run.with(flags(folder, packed, "-XX:AOTCacheOutput="));
        return flags(folder, packed, "-XX:AOTCache=");
    }

    /** A run to learn from. */
    interface Run {
        void with(QuickStart learning);
    }

    /** For a side's Java. */
    List<String> jvm(Side side) {
        return flags.getOrDefault(side, List.of());
    }

    private static QuickStart flags(Path folder, String classPath, String cache) {
        Map<Side, List<String>> flags = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            flags.put(side, List.of("-cp", classPath, cache + folder.resolve(side.word() + ".aot")));
        }
        return new QuickStart(flags);
    }

    /** The class path with a jar in the place of each folder: Java keeps nothing of classes that may change at any time. */
    private static String pack(Path folder) {
        List<String> packed = new ArrayList<>();
        for (String part : Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator))) {
            if (Files.isDirectory(Path.of(part))) {
                Path jar = folder.resolve("classes-" + packed.size() + ".jar");
                Command.run(Path.of(System.getProperty("java.home"), "bin", "jar").toString(), "--create", "--no-compress",
                        "--file", jar.toString(), "-C", part, ".");
                packed.add(jar.toString());
            } else {
                packed.add(part);
            }
        }
        return String.join(File.pathSeparator, packed);
    }
}
