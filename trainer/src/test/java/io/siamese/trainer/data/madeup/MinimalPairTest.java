package io.siamese.trainer.data.madeup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class MinimalPairTest {

    @RepeatedTest(200)
    void oneStrokeIsAnother(RepetitionInfo repetition) {
        // Given
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        PartSource source = InventedParts.invent(random);
        List<Part> parts = source.character(random);

        // When
        List<Part> changed = new MinimalPair(source, random).of(parts);

        // Then
        assertThat(differ(parts, changed)).isEqualTo(1);
        for (int i = 0; i < changed.size(); i++) {
            assertThat(changed.get(i).joint().stroke()).isLessThan(i);
        }
    }

    /** Strokes of the longer character that the other lacks; joints count only where no stroke was left out. */
    static int differ(List<Part> one, List<Part> other) {
        List<Part> longer = one.size() >= other.size() ? one : other;
        List<Part> shorter = one.size() >= other.size() ? other : one;
        if (longer.size() == shorter.size()) {
            List<Part> left = new ArrayList<>(longer);
            shorter.forEach(left::remove);
            return left.size();
        }
        List<List<Object>> left =
                new ArrayList<>(longer.stream().map(MinimalPairTest::drawn).toList());
        shorter.stream().map(MinimalPairTest::drawn).forEach(left::remove);
        return left.size();
    }

    private static List<Object> drawn(Part part) {
        return List.of(part.shape(), part.quarters(), part.scale());
    }
}
