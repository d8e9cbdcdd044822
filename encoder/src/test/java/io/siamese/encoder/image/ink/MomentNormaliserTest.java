package io.siamese.encoder.image.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentNormaliserTest {
    private static final int SIZE = 40;

    private final StrokeCharacters characters = new StrokeCharacters(11);
    private final Preprocessor ink = Preprocessors.create(Preprocessing.ink(SIZE), ImageLimits.defaults());

    /** The image at (left, top) of white paper. */
    private static GrayImage on(int side, GrayImage image, int left, int top) {
        byte[] paper = new byte[side * side];
        Arrays.fill(paper, (byte) 255);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                paper[(top + y) * side + left + x] = (byte) image.at(x, y);
            }
        }
        return GrayImage.of(side, side, paper);
    }

    private static GrayImage enlarged(GrayImage image, int factor) {
        int side = image.width() * factor;
        byte[] large = new byte[side * side];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) image.at(i % side / factor, i / side / factor);
        }
        return GrayImage.of(side, side, large);
    }

    private static double meanDifference(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return (double) sum / a.length;
    }

    private static int maxDifference(byte[] a, byte[] b) {
        int max = 0;
        for (int i = 0; i < a.length; i++) {
            max = Math.max(max, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
        }
        return max;
    }

    @Test
    void neverChangesABit() throws Exception {
        CRC32 checksum = new CRC32();
        for (int i = 0; i < 60; i++) {
            checksum.update(ink.apply(characters.image(i % 20, i)));
        }

        assertThat(checksum.getValue()).isEqualTo(1988823898L);
    }

    @ParameterizedTest(name = "moved by {0}, {1}")
    @CsvSource({"0, 0", "1, 0", "17, 40", "45, 45"})
    void doesNotSeeWhereTheInkIs(int left, int top) throws Exception {
        for (int subject = 0; subject < 10; subject++) {
            // Given
            GrayImage image = characters.image(subject, 0);

            // When
            byte[] moved = ink.apply(on(150, image, left, top));

            // Then
            assertThat(maxDifference(moved, ink.apply(on(150, image, 20, 20)))).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void hardlySeesHowLargeTheInkIs() throws Exception {
        for (int subject = 0; subject < 10; subject++) {
            GrayImage image = characters.image(subject, 0);

            byte[] twice = ink.apply(enlarged(image, 2));

            assertThat(meanDifference(twice, ink.apply(image)))
                    .isLessThan(meanDifference(ink.apply(characters.image(subject, 1)), ink.apply(image)));
        }
    }

    @Test
    void worksOnLargeScansAtTheSizeItWasMeasuredOn() throws Exception {
        GrayImage twice = enlarged(characters.image(3, 1), 2);

        assertThat(ink.apply(enlarged(twice, 5))).isEqualTo(ink.apply(twice));
    }

    @Test
    void ignoresContrastAndTheGroundsTexture() throws Exception {
        // Given
        GrayImage image = characters.image(4, 2);
        SplittableRandom random = new SplittableRandom(6);
        byte[] scan = image.luma();
        for (int i = 0; i < scan.length; i++) {
            scan[i] = (byte) (scan[i] == 0 ? 60 : 195 + random.nextInt(20));
        }

        // When
        byte[] fromScan = ink.apply(GrayImage.of(image.width(), image.height(), scan));

        // Then
        assertThat(fromScan).isEqualTo(ink.apply(image));
    }

    @Test
    void readsNegativesWhereTheCardSaysSo() throws Exception {
        // Given
        GrayImage image = characters.image(5, 0);
        byte[] negative = image.luma();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = (byte) ~negative[i];
        }
        Preprocessor light = Preprocessors.create(
                new InkMoments(1, SIZE, InkMoments.Polarity.LIGHT_ON_DARK, 210, 32, 250, 1, 3800, 381),
                ImageLimits.defaults());

        // When
        byte[] fromNegative = light.apply(GrayImage.of(image.width(), image.height(), negative));

        // Then
        assertThat(fromNegative).isEqualTo(ink.apply(image));
    }

    @Test
    void centresInkAndLeavesTheGroundAtZero() throws Exception {
        // Given
        byte[] luma = new byte[64 * 64];
        Arrays.fill(luma, (byte) 255);
        luma[0] = 0;

        // When
        byte[] out = ink.apply(GrayImage.of(64, 64, luma));

        // Then
        assertThat(out[0]).isZero();
        assertThat(out[SIZE * SIZE - 1]).isZero();
        for (int offset : new int[] {0, 1, SIZE, SIZE + 1}) {
            assertThat(out[(SIZE / 2 - 1) * (SIZE + 1) + offset] & 0xFF).isGreaterThan(20);
        }
    }

    @Test
    void samplesTheBlurredInkBilinearly() throws Exception {
        // Given
        byte[] luma = new byte[64 * 64];
        Arrays.fill(luma, (byte) 255);
        luma[32 * 64 + 32] = 0;
        // A window of 8 px at 8 cells: cell centres lie half a pixel beside pixel centres.
        InkMoments oneToOne = new InkMoments(1, 8, InkMoments.Polarity.DARK_ON_LIGHT, 210, 32, 0, 1, 1000, 125);

        // When
        byte[] out = Preprocessors.create(oneToOne, ImageLimits.defaults()).apply(GrayImage.of(64, 64, luma));

        // Then
        int[] line = {0, 0, 1, 3, 3, 1, 0, 0};
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(out[y * 8 + x] & 0xFF).isEqualTo((int) Math.round(255 * line[x] * line[y] / 64.0));
            }
        }
    }

    @ParameterizedTest(name = "all {0}")
    @ValueSource(ints = {0, 17, 255})
    void refusesABlankImage(int luma) {
        byte[] pixels = new byte[105 * 105];
        Arrays.fill(pixels, (byte) luma);

        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> ink.apply(GrayImage.of(105, 105, pixels)))
                        .reason())
                .isEqualTo("BLANK_IMAGE");
    }

    @Test
    void holdsContrastToItsLimit() throws Exception {
        byte[] pixels = new byte[400];
        Arrays.fill(pixels, (byte) 200);
        pixels[7] = (byte) 168;
        GrayImage enough = GrayImage.of(20, 20, pixels);
        pixels[7] = (byte) 169;
        GrayImage tooLittle = GrayImage.of(20, 20, pixels);

        assertThat(ink.apply(enough)).hasSize(SIZE * SIZE);
        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> ink.apply(tooLittle))
                        .reason())
                .isEqualTo("BLANK_IMAGE");
    }

    @Test
    void saysItselfInCanonicalJson() {
        assertThat(Preprocessing.ink(40).canonicalJson())
                .isEqualTo("{\"blur\":1,\"floorPermille\":250,\"maxSide\":210,\"method\":\"ink-moments\","
                        + "\"minContrast\":32,\"minWindowPermille\":381,\"orientation\":\"exif\","
                        + "\"polarity\":\"dark-on-light\",\"size\":40,\"transparency\":\"ink-decides\","
                        + "\"version\":1,\"windowPermille\":3800}");
    }

    @Test
    void saysNothingOfWhatOlderCardsDoNotHave() {
        InkMoments old = new InkMoments(1, 40, InkMoments.Polarity.DARK_ON_LIGHT, 210, 32, 250, 1, 3800, 381);

        assertThat(old.canonicalJson())
                .isEqualTo("{\"blur\":1,\"floorPermille\":250,\"maxSide\":210,\"method\":\"ink-moments\","
                        + "\"minContrast\":32,\"minWindowPermille\":381,\"polarity\":\"dark-on-light\",\"size\":40,"
                        + "\"version\":1,\"windowPermille\":3800}");
        assertThat(old.withReading(OrientationRule.AS_STORED, Transparency.WHITE))
                .isEqualTo(old);
        assertThat(old.reading()).isEqualTo(FileReading.asStored());
    }

    @Test
    void namesABadSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.ink(7))
                .withMessage("preprocessing.size=7 is not within 8 to 512");
    }
}
