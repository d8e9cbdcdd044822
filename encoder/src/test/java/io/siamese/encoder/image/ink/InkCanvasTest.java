package io.siamese.encoder.image.ink;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class InkCanvasTest {
    private static final InkMoments SETTINGS = Preprocessing.ink(40);

    @Test
    void theIdentityShowsTheWindowThatThePreprocessorGives() throws UnreadableImageException {
        // Given
        GrayImage image = new StrokeCharacters(7).image(0, 0);
        InkCanvas canvas = InkCanvas.prepare(image, SETTINGS);

        // When
        byte[] plain = Preprocessors.create(SETTINGS, ImageLimits.defaults()).apply(image);
        byte[] seen = canvas.sample(map((u, v) -> u, (u, v) -> v));

        // Then
        assertThat(largestDifference(plain, seen)).isLessThanOrEqualTo(1);
        assertThat(canvas.sample()).isEqualTo(plain);
    }

    @Test
    void aHalfTurnReadsTheWindowBackwards() throws UnreadableImageException {
        // Given
        InkCanvas canvas = InkCanvas.prepare(new StrokeCharacters(7).image(1, 0), SETTINGS);

        // When
        byte[] turned = canvas.sample(map((u, v) -> -u, (u, v) -> -v));

        // Then
        byte[] backwards = new byte[turned.length];
        for (int i = 0; i < turned.length; i++) {
            backwards[i] = turned[turned.length - 1 - i];
        }
        assertThat(largestDifference(canvas.sample(), backwards)).isLessThanOrEqualTo(1);
    }

    @Test
    void aShiftByOneCellMovesTheWindowByOneCell() throws UnreadableImageException {
        // Given
        InkCanvas canvas = InkCanvas.prepare(new StrokeCharacters(7).image(2, 0), SETTINGS);

        // When
        byte[] shifted = canvas.sample(map((u, v) -> u + 1.0 / 40, (u, v) -> v));

        // Then
        byte[] plain = canvas.sample();
        for (int i = 0; i < plain.length; i++) {
            if (i % 40 < 39) {
                assertThat((shifted[i] & 0xFF) - (plain[i + 1] & 0xFF)).isBetween(-1, 1);
            }
        }
    }

    private static WindowMap map(DoubleBinaryOperator x, DoubleBinaryOperator y) {
        return new WindowMap() {
            @Override
            public double x(double u, double v) {
                return x.applyAsDouble(u, v);
            }

            @Override
            public double y(double u, double v) {
                return y.applyAsDouble(u, v);
            }
        };
    }

    private static int largestDifference(byte[] one, byte[] other) {
        int largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)));
        }
        return largest;
    }
}
