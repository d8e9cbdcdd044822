package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsymmetryTest {

    @Test
    void scoresAcrossTwoTwinsDependOnWhichImageIsTheProbe() {
        // Given: the first twin sees (1, 0) and (0, 1), the second (0.6, 0.8) and (1, 0)
        float[][] first = {{1, 0}, {0, 1}};
        float[][] second = {{0.6f, 0.8f}, {1, 0}};
        EmbeddedClass subject = new EmbeddedClass("g", "c", first, second, Similarity.cosine());

        // When
        Asymmetry asymmetry = Asymmetry.measure(List.of(subject));

        // Then: s(a, b) = (0.6, 0.8) · (0, 1), s(b, a) = (1, 0) · (1, 0)
        assertThat(asymmetry.mean()).isCloseTo(0.2, within(1e-6));
        assertThat(asymmetry.largest()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void scoresOfOneEncoderDoNot() {
        // Given
        EmbeddedClass subject = new EmbeddedClass("g", "c", new float[][] {{1, 0}, {0.6f, 0.8f}, {0, 1}});

        // Then
        assertThat(Asymmetry.measure(List.of(subject)).largest()).isZero();
    }
}
