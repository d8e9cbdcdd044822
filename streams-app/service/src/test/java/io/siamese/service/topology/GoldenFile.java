package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Texts that a test's result must equal. */
final class GoldenFile {
    private GoldenFile() {}

    static String read(String name) throws IOException {
        try (InputStream file = GoldenFile.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        }
    }
}
