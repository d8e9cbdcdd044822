package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files in which a broker keeps the records of a partition, deleted ones that are still there included.
 *
 * @param broker folder of the broker
 * @param partition as in {@code exemplars-0}
 */
record Segments(Path broker, String partition) {

    /** Whether the bytes stand anywhere in a file of records. */
    boolean hold(byte[] bytes) {
        String wanted = new String(bytes, ISO_8859_1);
        return files().stream().anyMatch(file -> content(file).contains(wanted));
    }

    private List<Path> files() {
        Path folder = broker.resolve("data").resolve(partition);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".log"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
