package io.siamese.encoder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InkMeasureTest {
    private static final GrayImage QUARTER_DARK =
            GrayImage.of(2, 2, new byte[] {40, (byte) 200, (byte) 180, (byte) 190});

    @Test
    void countsThePixelsOnTheInksSideOfTheMiddle() {
        assertThat(new InkMeasure(true).inkShare(QUARTER_DARK)).isEqualTo(0.25);
        assertThat(new InkMeasure(false).inkShare(QUARTER_DARK)).isEqualTo(0.75);
    }

    @Test
    void measuresTheRange() {
        assertThat(new InkMeasure(true).contrast(QUARTER_DARK)).isEqualTo(160);
        assertThat(new InkMeasure(true).contrast(GrayImage.of(1, 1, new byte[] {7})))
                .isZero();
    }

    @Test
    void findsNoInkWhereAllIsAlike() {
        assertThat(new InkMeasure(true).inkShare(GrayImage.of(2, 1, new byte[] {7, 7})))
                .isZero();
    }

    @ParameterizedTest(name = "dark ink {0}")
    @ValueSource(booleans = {true, false})
    void measuresAnImageAtOnceAsOneByOne(boolean darkInk) {
        // Given
        InkMeasure measure = new InkMeasure(darkInk);
        GrayImage drawn = new StrokeCharacters(1).image(3, 4);

        // When
        ImageMeasures ofLuma = measure.measure(new DecodedImage(List.of(QUARTER_DARK)));
        ImageMeasures ofBits = measure.measure(new DecodedImage(List.of(GrayImage.of(drawn.bilevel()))));

        // Then
        assertThat(ofLuma).isEqualTo(new ImageMeasures(160, measure.inkShare(QUARTER_DARK)));
        assertThat(ofBits).isEqualTo(new ImageMeasures(measure.contrast(drawn), measure.inkShare(drawn)));
    }

    @Test
    void measuresColoursByTheirLuma() {
        // Given
        GrayImage dark = GrayImage.of(2, 1, new byte[] {0, 10});
        GrayImage light = GrayImage.of(2, 1, new byte[] {0, (byte) 250});
        DecodedImage colours = new DecodedImage(List.of(dark, light, dark));

        // When
        ImageMeasures measured = new InkMeasure(true).measure(colours);

        // Then
        assertThat(measured.contrast()).isEqualTo(new InkMeasure(true).contrast(colours.luma()));
        assertThat(measured.ink()).isEqualTo(0.5);
    }

    @Test
    void looksAtEvenlySpreadPixelsOfALargeImage() {
        // Given
        int side = 1024;
        byte[] stripes = new byte[side * side];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % side % 4 == 0 ? 0 : 255);
        }

        // When
        ImageMeasures measured =
                new InkMeasure(true).measure(new DecodedImage(List.of(GrayImage.wrapLuma(side, side, stripes))));

        // Then
        assertThat(measured.contrast()).isEqualTo(255);
        assertThat(measured.ink()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void findsNothingInABlankImage() {
        // Given
        BilevelImage blank = BilevelImage.wrapBits(8, 1, new byte[] {(byte) 0xFF}, true);

        // Then
        assertThat(new InkMeasure(true).measure(new DecodedImage(List.of(GrayImage.of(blank)))))
                .isEqualTo(new ImageMeasures(0, 0));
    }
}
