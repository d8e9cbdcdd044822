package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ToneTest {

    private static final byte[] VALUES = {0, 100, (byte) 128, (byte) 255};

    @Test
    void valuesMoveAboutTheMiddleAndStayInRange() {
        assertThat(new Tone(1, 0).applyTo(VALUES)).isEqualTo(VALUES);
        // 127.5 + 0.5 (v - 127.5) + 10: 73.75, 123.75, 137.75, 201.25
        assertThat(new Tone(0.5, 10).applyTo(VALUES)).containsExactly(74, 124, 138, 201);
        assertThat(new Tone(2, -40).applyTo(VALUES)).containsExactly(0, 33, 89, 255);
    }

    @Test
    void amountsAreTheLargestChange() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        double largestLift = 0;

        // When
        for (int i = 0; i < 1000; i++) {
            Tone tone = Tone.draw(0.1, 0.2, random);

            // Then
            assertThat(tone.gain()).isBetween(0.8, 1.2);
            assertThat(tone.lift()).isBetween(-25.5, 25.5);
            largestLift = Math.max(largestLift, Math.abs(tone.lift()));
        }
        assertThat(largestLift).isGreaterThan(25);
    }
}
