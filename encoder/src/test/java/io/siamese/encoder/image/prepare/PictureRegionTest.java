package io.siamese.encoder.image.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.PictureRegion.Box;
import io.siamese.encoder.image.PictureRegion.Landmark;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.png.TestPng;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a detector's box and points make of a file. */
class PictureRegionTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;
    /** Exif: little-endian, one entry, orientation 6: to be turned clockwise. */
    private static final byte[] TURNED = {
        'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
    };

    private static final PhotoResize PHOTO = Preprocessing.photo(1, 8, 8, PhotoResize.Fit.STRETCH);
    private static final Preprocessing ALIGNED = PHOTO.withAlignment(new Alignment(List.of(2000, 3000, 6000, 3000)));

    /** Luma is column + 3 × row, so that every part is told from every other. */
    private static byte[] png(boolean turned) {
        byte[] rows = new byte[HEIGHT * (WIDTH + 1)];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                rows[y * (WIDTH + 1) + 1 + x] = (byte) (x + 3 * y);
            }
        }
        TestPng png = new TestPng().header(WIDTH, HEIGHT, 8, 0, false);
        return (turned ? png.chunk("eXIf", TURNED) : png)
                .chunk("IDAT", TestPng.deflate(rows))
                .end();
    }

    private static PictureRegion box(int x, int y, int width, int height) {
        return new PictureRegion(new Box(x, y, width, height), List.of());
    }

    private static PictureRegion points(Landmark... points) {
        return new PictureRegion(null, List.of(points));
    }

    private static GrayImage decode(Preprocessing steps, byte[] file, PictureRegion region)
            throws UnreadableImageException {
        DecodedImage image = Preprocessors.create(steps, ImageLimits.defaults()).decode(file, region);
        return image.luma();
    }

    private static String reason(Preprocessing steps, PictureRegion region) {
        return catchThrowableOfType(UnreadableImageException.class, () -> decode(steps, png(false), region))
                .reason();
    }

    @ParameterizedTest(name = "{0}, {1}, {2} x {3} is {4}, {5}, {6} x {7}")
    @CsvSource({
        "4, 5, 10, 9, 4, 5, 10, 9",
        "-5, -6, 20, 20, 0, 0, 15, 14",
        "30, 10, 1000, 1000, 30, 10, 10, 10",
        "-10, 0, 2147483647, 8, 0, 0, 40, 8",
        "0, 0, 8, 8, 0, 0, 8, 8"
    })
    void clipsTheBoxToThePicture(int x, int y, int width, int height, int left, int top, int wide, int high)
            throws Exception {
        for (Preprocessing steps : List.of(PHOTO, Preprocessing.ink(8))) {
            GrayImage picture = decode(steps, png(false), box(x, y, width, height));

            assertThat(picture.width()).isEqualTo(wide);
            assertThat(picture.height()).isEqualTo(high);
            assertThat(picture.at(0, 0)).isEqualTo(left + 3 * top);
            assertThat(picture.at(wide - 1, high - 1)).isEqualTo(left + wide - 1 + 3 * (top + high - 1));
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2} x {3}")
    @CsvSource({
        "-2147483648, -2147483648, 2147483647, 2147483647",
        "2147483647, 2147483647, 2147483647, 2147483647",
        "0, 0, 7, 8",
        "33, 0, 100, 100",
        "40, 0, 10, 10",
        "-10, 0, 17, 20"
    })
    void refusesABoxOfWhichTooLittleIsInThePicture(int x, int y, int width, int height) {
        for (Preprocessing steps : List.of(PHOTO, Preprocessing.ink(8))) {
            assertThat(reason(steps, box(x, y, width, height))).isEqualTo("CROP_TOO_SMALL");
        }
    }

    @Test
    void theBoxIsInThePictureAsTheCardSeesIt() throws Exception {
        // Given: stored 40 x 20, seen 20 x 40. What is seen in the top right corner is stored in the top left.
        PictureRegion topRight = box(12, 0, 8, 8);
        PhotoResize asStored = PHOTO.withReading(OrientationRule.AS_STORED, Transparency.WHITE);

        // When
        GrayImage seen = decode(PHOTO, png(true), topRight);
        GrayImage stored = decode(asStored, png(true), topRight);

        // Then
        assertThat(seen.at(7, 0)).isEqualTo(0);
        assertThat(seen.at(0, 0)).isEqualTo(3 * 7);
        assertThat(seen.at(7, 7)).isEqualTo(7);
        assertThat(stored.at(0, 0)).isEqualTo(12);
    }

    @Test
    void theStepsSeeTheCropAlone() throws Exception {
        Preprocessor photo = Preprocessors.create(PHOTO, ImageLimits.defaults());

        byte[] cropped = photo.apply(photo.decode(png(false), box(10, 2, 8, 8)));

        assertThat(cropped).startsWith(16, 17, 18, 19, 20, 21, 22, 23, 19, 20);
    }

    @Test
    void alignsByTheCardsPoints() throws Exception {
        // When: the references' distance in the picture, at (20, 8) and (24, 8)
        GrayImage picture = decode(ALIGNED, png(false), points(new Landmark(20, 8), new Landmark(24, 8)));

        // Then
        assertThat(picture.width()).isEqualTo(8);
        assertThat(picture.at(2, 3)).isEqualTo(20 + 3 * 8);
        assertThat(picture.at(0, 0)).isEqualTo(18 + 3 * 5);
    }

    @Test
    void refusesAnotherNumberOfPointsThanTheCardNames() {
        Landmark one = new Landmark(1, 1);

        assertThat(reason(ALIGNED, PictureRegion.whole())).isEqualTo("WRONG_POINTS");
        assertThat(reason(ALIGNED, points(one))).isEqualTo("WRONG_POINTS");
        assertThat(reason(ALIGNED, points(one, one, one))).isEqualTo("WRONG_POINTS");
        assertThat(reason(ALIGNED, points(one, one))).isEqualTo("MALFORMED_POINTS");
        assertThat(reason(ALIGNED, new PictureRegion(new Box(100, 100, 10, 10), List.of(one, new Landmark(9, 1)))))
                .isEqualTo("CROP_TOO_SMALL");
    }

    @Test
    void pointsMeanNothingWhereTheCardNamesNone() throws Exception {
        assertThat(decode(PHOTO, png(false), points(new Landmark(20, 8))).luma())
                .isEqualTo(decode(PHOTO, png(false), PictureRegion.whole()).luma());
    }

    @Test
    void theCardHoldsTheAlignmentInItsOnlyForm() {
        Preprocessing aligned = PHOTO.withAlignment(new Alignment(List.of(38295, 51696, 73532, 51501)));

        assertThat(aligned.canonicalJson())
                .startsWith("{\"alignment\":[38295,51696,73532,51501],\"channels\":1,\"fit\":");
        assertThat(aligned.withAlignment(null).canonicalJson()).isEqualTo(PHOTO.canonicalJson());
        assertThatIllegalArgumentException().isThrownBy(() -> new Alignment(List.of(1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Alignment(List.of(1, 2, 3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.ink(20).withAlignment(new Alignment(List.of(1, 2, 3, 4))))
                .withMessageContaining("photographs");
    }
}
