package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DetPointTest {

    @Test
    void pointsAreThoseOfTheThresholds() {
        // Given
        ScoreSet scores = new ScoreSet(
                new float[] {0.9f, 0.8f, 0.7f, 0.35f},
                new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.15f, 0.25f, 0.05f, 0});

        // When
        List<DetPoint> curve = DetPoint.traceCurve(scores);

        // Then: one, two and five of ten non-mated scores match, and one of four mated does not, or none
        assertThat(curve)
                .contains(
                        new DetPoint(Math.nextUp(0.5f), 0.1, 0.25),
                        new DetPoint(Math.nextUp(0.4f), 0.2, 0.25),
                        new DetPoint(Math.nextUp(0.2f), 0.5, 0),
                        new DetPoint(0.7f, 0, 0.25),
                        new DetPoint(0.8f, 0, 0.5));
    }

    @Property(tries = 100)
    void fallsAsTheThresholdRises(
            @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = -1, max = 1) Float> mated,
            @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = -1, max = 1) Float> nonMated) {
        List<DetPoint> curve = DetPoint.traceCurve(new ScoreSet(floats(mated), floats(nonMated)));
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).fmr()).isLessThanOrEqualTo(curve.get(i - 1).fmr());
            assertThat(curve.get(i).fnmr())
                    .isGreaterThanOrEqualTo(curve.get(i - 1).fnmr());
        }
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
