package io.siamese.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OriginTest {

    @Property
    void nothingIsLostInPacking(
            @ForAll @IntRange(max = (1 << 18) - 1) int probe,
            @ForAll @IntRange(max = 16383) int probeDrawer,
            @ForAll @IntRange(max = (1 << 18) - 1) int reference,
            @ForAll @IntRange(max = 16383) int referenceDrawer) {
        long origin = Origin.of(probe, probeDrawer, reference, referenceDrawer);
        assertThat(Origin.probe(origin)).isEqualTo(probe);
        assertThat(Origin.probeDrawer(origin)).isEqualTo(probeDrawer);
        assertThat(Origin.reference(origin)).isEqualTo(reference);
        assertThat(Origin.referenceDrawer(origin)).isEqualTo(referenceDrawer);
        assertThat(Origin.pair(origin)).isEqualTo(Origin.pair(Origin.of(reference, 0, probe)));
        assertThat(Origin.imageClass(Origin.image(origin))).isEqualTo(probe);
        assertThat(Origin.imageDrawer(Origin.image(origin))).isEqualTo(probeDrawer);
    }
}
