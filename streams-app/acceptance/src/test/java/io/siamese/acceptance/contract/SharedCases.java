package io.siamese.acceptance.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the small inputs that lie beside the checkout, in {@code shared/cases} of a folder above. */
public final class SharedCases {
    private SharedCases() {}

    /** Skips the test where the folder is not there. */
    static Path folder() {
        Path found = Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared").resolve("cases"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "skipped: shared/cases is not beside the checkout");
        return found;
    }

    public static byte[] read(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
