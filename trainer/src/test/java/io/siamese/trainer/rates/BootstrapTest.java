package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void drawersOfTwoGroupsAreDifferentPeople() {
        // Given
        ClassIndex members = new ClassIndex(List.of(subject("g", 2), subject("h", 3)));
        int[] drawers = {5, 0, 0, 7, 0};

        // Then: the first two are those of g, the next three those of h
        assertThat(members.drawerCount()).isEqualTo(5);
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {1, 1}, drawers);
        assertThat(drawn.ofComparison(members, ComparedImages.pack(0, 0, 0), false))
                .isEqualTo(5);
        assertThat(drawn.ofComparison(members, ComparedImages.pack(1, 1, 1), false))
                .isEqualTo(7);
        assertThat(drawn.ofComparison(members, ComparedImages.pack(1, 1, 1, 0), false))
                .isZero();
    }

    @Test
    void inAWholeGalleryTheProbeAloneCounts() {
        ClassIndex members = new ClassIndex(List.of(subject("g", 2), subject("g", 2)));
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {3, 0}, new int[] {2, 1});
        assertThat(drawn.ofComparison(members, ComparedImages.pack(0, 0, 1), true))
                .isEqualTo(6);
        assertThat(drawn.ofComparison(members, ComparedImages.pack(0, 0, 1), false))
                .isZero();
    }

    private static EmbeddedClass subject(String group, int drawers) {
        return new EmbeddedClass(group, "c", new float[drawers][1]);
    }
}
