package io.siamese.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ComparedImagesTest {

    @Property
    void nothingIsLostInPacking(
            @ForAll @IntRange(max = (1 << 18) - 1) int probe,
            @ForAll @IntRange(max = 16383) int probeDrawer,
            @ForAll @IntRange(max = (1 << 18) - 1) int reference,
            @ForAll @IntRange(max = 16383) int referenceDrawer) {
        long origin = ComparedImages.pack(probe, probeDrawer, reference, referenceDrawer);
        assertThat(ComparedImages.probeClass(origin)).isEqualTo(probe);
        assertThat(ComparedImages.probeDrawer(origin)).isEqualTo(probeDrawer);
        assertThat(ComparedImages.referenceClass(origin)).isEqualTo(reference);
        assertThat(ComparedImages.referenceDrawer(origin)).isEqualTo(referenceDrawer);
        assertThat(ComparedImages.classPair(origin))
                .isEqualTo(ComparedImages.classPair(ComparedImages.pack(reference, 0, probe)));
        assertThat(ComparedImages.imageClass(ComparedImages.probeImage(origin))).isEqualTo(probe);
        assertThat(ComparedImages.imageDrawer(ComparedImages.probeImage(origin)))
                .isEqualTo(probeDrawer);
    }
}
