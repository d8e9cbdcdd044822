package io.siamese.encoder.image.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads image files of other makers from the test resources. */
final class TestFiles {
    private TestFiles() {}

    static byte[] read(String name) {
        try (InputStream in = TestFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
