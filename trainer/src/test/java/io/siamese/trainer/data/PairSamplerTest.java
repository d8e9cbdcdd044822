package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.image.WindowMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairSamplerTest {

    private static final PairSampler.Settings SETTINGS = new PairSampler.Settings(3000, 128);

    /** Its one pixel says group, class and drawer; a distorted view is one higher. */
    private record Labelled(int label) implements Sample {

        @Override
        public byte[] undistorted() {
            return new byte[] {(byte) (label << 1)};
        }

        @Override
        public byte[] distorted(WindowMap map) {
            return new byte[] {(byte) (label << 1 | 1)};
        }
    }

    private final PairSampler sampler = new PairSampler(classes(), SETTINGS, 4);

    @Test
    void pairsAreOfOneGroupAndTwoDrawersAndTheLabelSaysTheClass() {
        for (int step = 0; step < 20; step++) {
            // When
            PairSampler.Pairs pairs = sampler.drawPairs(step);

            // Then: three classes of four drawers in each group
            for (int i = 0; i < 128; i++) {
                int a = (pairs.viewA()[i] & 0xFF) >> 1;
                int b = (pairs.viewB()[i] & 0xFF) >> 1;
                assertThat(b / 12).isEqualTo(a / 12);
                assertThat(b / 4 == a / 4).isEqualTo(pairs.same()[i]);
                assertThat(b % 4).isNotEqualTo(a % 4);
            }
        }
    }

    @Test
    void halfOfThePairsAreMatedAndEightOfNineAreDistorted() {
        // Given
        int mated = 0;
        int distorted = 0;

        // When
        for (int step = 0; step < 100; step++) {
            PairSampler.Pairs pairs = sampler.drawPairs(step);
            for (int i = 0; i < 128; i++) {
                mated += pairs.same()[i] ? 1 : 0;
                distorted += pairs.viewA()[i] & 1;
            }
        }

        // Then
        assertThat(mated / 12800.0).isCloseTo(0.5, within(0.02));
        assertThat(distorted / 12800.0).isCloseTo(8 / 9.0, within(0.02));
    }

    @Test
    void aStepDependsOnSeedAndStepAlone() {
        // When
        PairSampler.Pairs again = new PairSampler(classes(), SETTINGS, 4).drawPairs(7);

        // Then
        assertThat(again.viewA()).isEqualTo(sampler.drawPairs(7).viewA());
        assertThat(again.viewA()).isNotEqualTo(sampler.drawPairs(8).viewA());
        assertThat(again.viewA())
                .isNotEqualTo(
                        new PairSampler(classes(), SETTINGS, 5).drawPairs(7).viewA());
    }

    @Test
    void aGroupOfOneClassIsRefused() {
        assertThatThrownBy(() -> new PairSampler(classes().subList(0, 4), SETTINGS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group 'g1' has one class");
    }

    @Test
    void aDistortionLeavesComponentsOutAndStaysWithinThePapersBounds() {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        Map<Boolean, Integer> shifted = new HashMap<>();

        for (int i = 0; i < 4000; i++) {
            // When
            Distortion drawn = KochDistortion.draw(random);

            // Then: a point at the edge moves by no more than the components together allow
            shifted.merge(drawn.x() != 0 || drawn.y() != 0, 1, Integer::sum);
            assertThat(drawn.xx()).isBetween(0.9 * (1 / 1.2) * 0.7, 1.25 * 1.06);
            assertThat(Math.abs(drawn.xy())).isLessThan(0.62);
        }
        assertThat(shifted.get(false) / 4000.0).isCloseTo(0.25, within(0.03));
    }

    private static List<ImageClass> classes() {
        List<ImageClass> classes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            List<Sample> samples = new ArrayList<>();
            for (int drawer = 0; drawer < 4; drawer++) {
                samples.add(new Labelled(4 * i + drawer));
            }
            classes.add(new ImageClass("g" + i / 3, "c" + i, samples));
        }
        return classes;
    }
}
