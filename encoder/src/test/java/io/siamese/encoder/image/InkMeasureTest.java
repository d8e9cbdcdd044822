package io.siamese.encoder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
