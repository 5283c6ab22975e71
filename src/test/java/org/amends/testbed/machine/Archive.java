package org.amends.testbed.machine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A file system in the form that the kernel unpacks into memory as it boots: cpio, "newc". */
final class Archive {

    private static final int FOLDER = 0040755;
    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;
    private static final int DEVICE = 0020600;

    /** What lies at a place: a host's file or bytes. */
    private record Entry(int mode, byte[] bytes, Path file, int major, int minor) {
    }

    /** By their places, so that folders come before what is in them. */
    private final Map<String, Entry> entries = new TreeMap<>();

    Archive folder(String place) {
        int slash = place.lastIndexOf('/');
        if (slash > 0) {
            folder(place.substring(0, slash));
        }
        entries.putIfAbsent(place, new Entry(FOLDER, new byte[0], null, 0, 0));
        return this;
    }

    Archive file(String place, String content, boolean program) {
        return entry(place, new Entry(program ? PROGRAM : FILE, content.getBytes(StandardCharsets.UTF_8), null, 0, 0));
    }

    Archive file(String place, Path file) {
        return entry(place, new Entry(Files.isExecutable(file) ? PROGRAM : FILE, null, file, 0, 0));
    }

    Archive link(String place, String target) {
        return entry(place, new Entry(LINK, target.getBytes(StandardCharsets.UTF_8), null, 0, 0));
    }

    Archive device(String place, int major, int minor) {
        return entry(place, new Entry(DEVICE, new byte[0], null, major, minor));
    }

    /** All files below a folder of the host. */
    Archive tree(String place, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                file(place + "/" + folder.relativize(file), file);
            }
        }
        return this;
    }

    /** Appends it; several one after the other are unpacked one over the other. */
    void writeTo(OutputStream target) throws IOException {
        OutputStream output = new BufferedOutputStream(target, 1 << 16);
        int number = 1;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            write(output, number++, each.getKey(), each.getValue());
        }
        write(output, 0, "TRAILER!!!", new Entry(0, new byte[0], null, 0, 0));
        output.flush();
    }

    private Archive entry(String place, Entry entry) {
        int slash = place.lastIndexOf('/');
        if (slash > 0) {
            folder(place.substring(0, slash));
        }
        entries.put(place, entry);
        return this;
    }

    private static void write(OutputStream output, int number, String place, Entry entry) throws IOException {
        long size = entry.file == null ? entry.bytes.length : Files.size(entry.file);
        byte[] name = place.getBytes(StandardCharsets.UTF_8);
        StringBuilder header = new StringBuilder("070701");
        // number, mode, user, group, links, time, size, device, device it is, length of the name, no checksum
        for (long field : List.of((long) number, (long) entry.mode, 0L, 0L, 1L, 0L, size, 0L, 0L, (long) entry.major,
                (long) entry.minor, (long) name.length + 1, 0L)) {
            header.append(String.format("%08X", field));
        }
        output.write(header.toString().getBytes(StandardCharsets.US_ASCII));
        output.write(name);
        output.write(0);
        pad(output, header.length() + name.length + 1);
        if (entry.file == null) {
            output.write(entry.bytes);
        } else {
            try (InputStream content = Files.newInputStream(entry.file)) {
                content.transferTo(output);
            }
        }
        pad(output, size);
    }

    private static void pad(OutputStream output, long written) throws IOException {
        output.write(new byte[(int) (-written & 3)]);
    }
}
