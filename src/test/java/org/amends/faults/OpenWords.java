package org.amends.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for words in bytes, in every way in which a program might have written them down without sealing them. */
final class OpenWords {

    /** By word and way, each as one character a byte. */
    private final Map<String, String> needles = new LinkedHashMap<>();

    /**
     * @param words long enough that none of them, nor what base64 makes of the middle of it, comes about by chance
     */
    OpenWords(List<String> words) {
        for (String word : words) {
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                byte[] bytes = word.getBytes(charset);
                String name = word + " as " + charset;
                needles.put(name, text(bytes));
                needles.put(name + " in hexadecimal", HexFormat.of().formatHex(bytes));
                needles.put(name + " in HEXADECIMAL", HexFormat.of().withUpperCase().formatHex(bytes));
                for (int before = 0; before < 3; before++) {
                    needles.put(name + " in base64, " + before + " bytes in",
                            base64(Base64.getEncoder(), before, bytes));
                    needles.put(name + " in base64url, " + before + " bytes in",
                            base64(Base64.getUrlEncoder(), before, bytes));
                }
            }
            needles.put(word + " in JSON's escapes", word.chars().mapToObj(
                    letter -> letter < 128 ? String.valueOf((char) letter) : "\\u%04x".formatted(letter))
                    .collect(Collectors.joining()));
        }
    }

    /** What is found in some bytes, by word and way. */
    List<String> in(byte[] bytes) {
        String text = text(bytes);
        return needles.entrySet().stream().filter(needle -> text.contains(needle.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    /** What is found in the lines of a log, or in what a program printed. */
    List<String> in(String text) {
        return in(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is found in the files of a folder, each with the file's name, and in those names. */
    List<String> in(Path folder) {
        List<String> found = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                Stream.concat(in(Files.readAllBytes(file)).stream(), in(file.getFileName().toString()).stream())
                        .forEach(what -> found.add(file + ": " + what));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return found;
    }

    /** All files of a folder. */
    static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of the base64 of a text in which so many bytes (modulo 3) come before, those characters that are its own alone. */
    private static String base64(Base64.Encoder encoder, int before, byte[] bytes) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        return new String(Arrays.copyOfRange(encoder.withoutPadding().encode(shifted), Math.ceilDiv(before * 8, 6),
                shifted.length * 8 / 6), StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
