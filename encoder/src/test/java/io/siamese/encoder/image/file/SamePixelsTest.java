package io.siamese.encoder.image.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every JDK and every kernel gives an encoder the same pixels. Files of every kind are compared with digests that JDK 17 wrote.
 * After a wanted change, copy the file that this test writes into {@code target}.
 */
class SamePixelsTest {
    private static final Pattern IMAGE = Pattern.compile(".*\\.(jpg|png|webp|gif|bmp|tif)");

    private final PixelDigests digests = new PixelDigests();

    private static Map<String, byte[]> imagesOf(Path folder) throws IOException {
        Map<String, byte[]> images = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (IMAGE.matcher(file.getFileName().toString()).matches()) {
                    images.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return images;
    }

    private void comparesWith(String committed, Map<String, byte[]> files) throws IOException {
        List<String> now = new TreeMap<>(files)
                .entrySet().stream()
                        .map(file -> file.getKey() + ": " + digests.describe(file.getValue()))
                        .toList();
        Path written = Path.of("target", committed);
        Files.createDirectories(written.getParent());
        Files.write(written, now);
        assertThat(now)
                .as("pixels that are now in %s", written)
                .isEqualTo(new String(TestFiles.read(committed), UTF_8).lines().toList());
    }

    @Test
    void preparesGeneratedFilesOfEveryKindAlike() throws Exception {
        comparesWith("pixels-of-kinds.txt", PictureKinds.all());
    }

    @Test
    void preparesFilesOfOthersAlike() throws Exception {
        Path folder = Path.of(TestFiles.class.getResource("00-good-glyph.png").toURI())
                .getParent();

        Map<String, byte[]> images = imagesOf(folder);
        // Of 16 million pixels, which show nothing that the small ones do not.
        images.remove("w4096-alpha.webp");
        comparesWith("pixels-of-others.txt", images);
    }

    @Test
    void preparesTheSharedCasesAlike() throws Exception {
        Path folder = Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve("shared").resolve("cases"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeTrue(folder != null, "skipped: shared/cases is not beside the checkout");

        comparesWith("pixels-of-cases.txt", imagesOf(folder));
    }
}
