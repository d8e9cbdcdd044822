package io.siamese.encoder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SixteenBitsTest {
    @ParameterizedTest(name = "of {0} bits")
    @ValueSource(ints = {10, 11, 12, 13, 16})
    void roundsEverySampleHalfUp(int bits) {
        int most = (1 << bits) - 1;
        for (int sample = 0; sample <= 65_535; sample++) {
            double exact = 255.0 * Math.min(sample, most) / most;

            assertThat(SixteenBits.toEight(sample, bits)).isEqualTo((int) Math.floor(exact + 0.5));
        }
    }
}
