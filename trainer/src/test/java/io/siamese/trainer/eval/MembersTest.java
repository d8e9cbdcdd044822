package io.siamese.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {

    @Test
    void drawersOfTwoGroupsAreDifferentPeople() {
        // Given
        Members members = new Members(List.of(subject("g", 2), subject("h", 3)));
        int[] drawers = {5, 0, 0, 7, 0};

        // Then: the first two are those of g, the next three those of h
        assertThat(members.drawers()).isEqualTo(5);
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {1, 1}, drawers);
        assertThat(members.weight(Origin.of(0, 0, 0), drawn, false)).isEqualTo(5);
        assertThat(members.weight(Origin.of(1, 1, 1), drawn, false)).isEqualTo(7);
        assertThat(members.weight(Origin.of(1, 1, 1, 0), drawn, false)).isZero();
    }

    @Test
    void inAWholeGalleryTheProbeAloneCounts() {
        Members members = new Members(List.of(subject("g", 2), subject("g", 2)));
        Bootstrap.Weights drawn = new Bootstrap.Weights(new int[] {3, 0}, new int[] {2, 1});
        assertThat(members.weight(Origin.of(0, 0, 1), drawn, true)).isEqualTo(6);
        assertThat(members.weight(Origin.of(0, 0, 1), drawn, false)).isZero();
    }

    @Test
    void aClassOfTooManyImagesIsRefused() {
        assertThatThrownBy(() -> new Members(List.of(subject("g", 16384))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images: at most 262144 classes of at most 16383 images each can be compared");
    }

    private static EmbeddedClass subject(String group, int drawers) {
        return new EmbeddedClass(group, "c", new float[drawers][1]);
    }
}
