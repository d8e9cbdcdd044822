package io.siamese.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PairOriginsTest {

    @Property
    void nothingIsLostInPacking(
            @ForAll @IntRange(max = (1 << 20) - 1) int probe,
            @ForAll @IntRange(max = 4095) int probeDrawer,
            @ForAll @IntRange(max = (1 << 20) - 1) int reference,
            @ForAll @IntRange(max = 4095) int referenceDrawer) {
        long origin = PairOrigins.of(probe, probeDrawer, reference, referenceDrawer);
        assertThat(PairOrigins.probe(origin)).isEqualTo(probe);
        assertThat(PairOrigins.probeDrawer(origin)).isEqualTo(probeDrawer);
        assertThat(PairOrigins.reference(origin)).isEqualTo(reference);
        assertThat(PairOrigins.referenceDrawer(origin)).isEqualTo(referenceDrawer);
        assertThat(PairOrigins.pair(origin)).isEqualTo(PairOrigins.pair(PairOrigins.of(reference, 0, probe, 0)));
    }

    @Test
    void drawersOfTwoGroupsAreDifferentPeople() {
        // Given
        PairOrigins origins = PairOrigins.of(List.of(subject("g", 2), subject("h", 3)));
        int[] drawers = {5, 0, 0, 7, 0};

        // Then: the first two are those of g, the next three those of h
        assertThat(origins.drawers()).isEqualTo(5);
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {1, 1}, drawers);
        assertThat(origins.weight(PairOrigins.of(0, 0, 0, PairOrigins.SEVERAL), drawn, false))
                .isEqualTo(5);
        assertThat(origins.weight(PairOrigins.of(1, 1, 1, PairOrigins.SEVERAL), drawn, false))
                .isEqualTo(7);
        assertThat(origins.weight(PairOrigins.of(1, 1, 1, 0), drawn, false)).isZero();
    }

    @Test
    void inAWholeGalleryTheProbeAloneCounts() {
        PairOrigins origins = PairOrigins.of(List.of(subject("g", 2), subject("g", 2)));
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {3, 0}, new int[] {2, 1});
        assertThat(origins.weight(PairOrigins.of(0, 0, 1, PairOrigins.SEVERAL), drawn, true))
                .isEqualTo(6);
        assertThat(origins.weight(PairOrigins.of(0, 0, 1, PairOrigins.SEVERAL), drawn, false))
                .isZero();
    }

    @Test
    void aClassOfTooManyImagesIsRefused() {
        assertThatThrownBy(() -> PairOrigins.of(List.of(subject("g", 4096))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluation: at most 1048576 classes of at most 4095 images each");
    }

    private static EmbeddedClass subject(String group, int drawers) {
        return new EmbeddedClass(group, "c", new float[drawers][1]);
    }
}
