package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP pictures have the pixels that libwebp gives them: Pillow 12.3 and cwebp 1.2.4 wrote the files, Pillow what to expect of them. */
class WebpTest {
    private final ImageDecoder onWhite = decoder(Transparency.WHITE);
    private final ImageDecoder onBlack = decoder(Transparency.BLACK);

    private static ImageDecoder decoder(Transparency transparency) {
        return new ImageDecoder(ImageLimits.defaults(), new FileReading(OrientationRule.EXIF, transparency, true));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "webp-predictors",
                "webp-pairs",
                "webp-four",
                "webp-fourteen",
                "webp-repeats",
                "webp-lossy-small",
                "webp-lossy-filtered",
                "webp-lossy-simple-filter",
                "webp-lossy-sharp",
                "webp-alpha-radial",
                "webp-alpha-drawn",
                "webp-alpha-few"
            })
    void decodesToTheLastBit(String name) throws Exception {
        byte[] webp = TestFiles.read(name + ".webp");
        byte[] png = TestFiles.read(name + ".png");

        for (ImageDecoder decoder : List.of(onWhite, onBlack)) {
            List<GrayImage> seen = decoder.decodePlanes(webp, 3);
            List<GrayImage> expected = decoder.decodePlanes(png, 3);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(seen.get(channel).luma())
                        .isEqualTo(expected.get(channel).luma());
            }
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void takesNoLongerForAFileOf38BytesThanForItsPixels() throws Exception {
        byte[] file = TestFiles.read("webp-38-bytes.webp");

        byte[] luma = onWhite.decode(file).luma();

        assertThat(file).hasSize(38);
        assertThat(luma).hasSize(4096 * 4096).containsOnly(luma[0]);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"webp-predictors", "webp-alpha-radial", "webp-repeats", "webp-lossy-filtered"})
    void refusesAFileThatEndsWithinItsData(String name) {
        byte[] whole = TestFiles.read(name + ".webp");
        for (int length = 12; length < whole.length - 1; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThat(catchThrowableOfType(UnreadableImageException.class, () -> onWhite.decode(cut)))
                    .as("%d of %d bytes", length, whole.length)
                    .isNotNull();
        }
    }
}
