package io.siamese.encoder.image.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.PhotoResize.Fit;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.png.TestPng;
import io.siamese.encoder.image.prepare.Preprocessors;
import org.junit.jupiter.api.Test;

class PhotoResizerTest {

    private static GrayImage gradient(int width, int height) {
        byte[] luma = new byte[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (i % width * 10);
        }
        return GrayImage.of(width, height, luma);
    }

    private static byte[] apply(Fit fit, int height, int width, GrayImage image) throws UnreadableImageException {
        return Preprocessors.create(Preprocessing.photo(1, height, width, fit), ImageLimits.defaults())
                .apply(image);
    }

    @Test
    void leavesAnImageOfTheRightSizeAlone() throws Exception {
        GrayImage image = gradient(10, 9);

        assertThat(apply(Fit.STRETCH, 9, 10, image)).isEqualTo(image.luma());
        assertThat(apply(Fit.CENTRE_CROP, 9, 10, image)).isEqualTo(image.luma());
    }

    @Test
    void averagesTheAreaOfEachCell() throws Exception {
        byte[] half = apply(Fit.STRETCH, 8, 8, gradient(16, 16));
        byte[] uneven = apply(Fit.STRETCH, 8, 8, gradient(12, 12));

        assertThat(half).startsWith(5, 25, 45, 65, 85, 105, 125, 145);
        // Cells of 1.5 pixels: (0 + 10/2) / 1.5 = 3.3, (10/2 + 20) / 1.5 = 16.7, and so on.
        assertThat(uneven).startsWith(3, 17, 33, 47, 63, 77, 93, 107);
    }

    @Test
    void cropsTheCentreOrStretchesTheWhole() throws Exception {
        GrayImage wide = gradient(16, 8);

        assertThat(apply(Fit.CENTRE_CROP, 8, 8, wide)).startsWith(40, 50, 60, 70, 80, 90, 100, 110);
        assertThat(apply(Fit.STRETCH, 8, 8, wide)).startsWith(5, 25, 45, 65);
    }

    @Test
    void putsColoursIntoPlanes() throws Exception {
        // Given
        int[][] samples = new int[8][24];
        for (int x = 0; x < 8; x++) {
            samples[0][3 * x] = 200;
            samples[1][3 * x + 1] = 150;
            samples[2][3 * x + 2] = 100;
        }
        byte[] png = new TestPng()
                .header(8, 8, 8, 2, false)
                .chunk("IDAT", TestPng.data(samples, 3, 8, false))
                .end();
        Preprocessor photo = Preprocessors.create(Preprocessing.photo(3, 8, 8, Fit.STRETCH), ImageLimits.defaults());

        // When
        byte[] planes = photo.apply(png);

        // Then
        assertThat(planes).hasSize(3 * 64);
        assertThat(planes[0] & 0xFF).isEqualTo(200);
        assertThat(planes[64 + 8] & 0xFF).isEqualTo(150);
        assertThat(planes[128 + 16] & 0xFF).isEqualTo(100);
        assertThat(planes[128]).isZero();
    }

    @Test
    void refusesABlankImage() {
        GrayImage blank = GrayImage.of(20, 20, new byte[400]);

        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> apply(Fit.STRETCH, 8, 8, blank))
                        .reason())
                .isEqualTo("BLANK_IMAGE");
    }

    @Test
    void saysItselfInCanonicalJson() {
        assertThat(Preprocessing.photo(3, 112, 96, Fit.CENTRE_CROP).canonicalJson())
                .isEqualTo("{\"channels\":3,\"fit\":\"centre-crop\",\"height\":112,\"method\":\"photo-resize\","
                        + "\"minContrast\":8,\"orientation\":\"exif\",\"version\":1,\"width\":96}");
        assertThat(new PhotoResize(1, 3, 112, 96, Fit.CENTRE_CROP, 8).canonicalJson())
                .isEqualTo("{\"channels\":3,\"fit\":\"centre-crop\",\"height\":112,\"method\":\"photo-resize\","
                        + "\"minContrast\":8,\"version\":1,\"width\":96}");
    }

    @Test
    void namesABadSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.photo(1, 8, 8, Fit.STRETCH)
                        .withReading(OrientationRule.EXIF, Transparency.INK_DECIDES))
                .withMessageContaining("transparency=ink-decides");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.photo(2, 8, 8, Fit.STRETCH))
                .withMessageContaining("channels=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.photo(1, 8, 2000, Fit.STRETCH))
                .withMessageContaining("width=2000");
    }
}
