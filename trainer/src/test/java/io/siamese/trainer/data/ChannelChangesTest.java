package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelChangesTest {

    private static final byte[] TWO_PIXELS = {10, 20, 100, 110, (byte) 200, (byte) 210};

    @Test
    void everyChannelHasAGainOfItsOwnAndStaysInRange() {
        assertThat(new ChannelGains(new double[] {1, 0.5, 1.25}).applyTo(TWO_PIXELS))
                .containsExactly(10, 20, 50, 55, 250, 255);
    }

    @Test
    void gainsAreDrawnWithinTheLargestChange() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        Set<Double> drawn = new HashSet<>();

        // When
        IntStream.range(0, 100).forEach(any -> {
            for (double gain : ChannelGains.draw(3, 0.3, random).gains()) {
                drawn.add(gain);
            }
        });

        // Then
        assertThat(drawn).hasSize(300).allSatisfy(gain -> assertThat(gain).isBetween(0.7, 1.3));
        assertThat(drawn).anyMatch(gain -> gain < 0.72).anyMatch(gain -> gain > 1.28);
    }

    @Test
    void theSixOrdersAreDifferentAndTheFirstChangesNothing() {
        // When
        List<byte[]> ordered = IntStream.range(0, ChannelOrder.COUNT)
                .mapToObj(index -> new ChannelOrder(index).applyTo(TWO_PIXELS))
                .toList();

        // Then
        assertThat(ordered.get(0)).isEqualTo(TWO_PIXELS);
        assertThat(ordered.get(2)).containsExactly(100, 110, 10, 20, 200, 210);
        assertThat(ordered.stream().map(Arrays::toString)).doesNotHaveDuplicates();
        assertThat(ordered).allSatisfy(values -> assertThat(values).containsExactlyInAnyOrder(TWO_PIXELS));
    }
}
