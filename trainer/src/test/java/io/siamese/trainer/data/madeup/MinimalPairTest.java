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
        List<StrokePart> parts = source.character(random);

        // When
        List<StrokePart> changed = new MinimalPair(source, random).changeOneStroke(parts);

        // Then
        assertThat(differ(parts, changed)).isEqualTo(1);
        for (int i = 0; i < changed.size(); i++) {
            assertThat(changed.get(i).joint().stroke()).isLessThan(i);
        }
    }

    /** Strokes of the longer character that the other lacks; joints count only where no stroke was left out. */
    static int differ(List<StrokePart> one, List<StrokePart> other) {
        List<StrokePart> longer = one.size() >= other.size() ? one : other;
        List<StrokePart> shorter = one.size() >= other.size() ? other : one;
        if (longer.size() == shorter.size()) {
            List<StrokePart> left = new ArrayList<>(longer);
            shorter.forEach(left::remove);
            return left.size();
        }
        List<List<Object>> left =
                new ArrayList<>(longer.stream().map(MinimalPairTest::drawn).toList());
        shorter.stream().map(MinimalPairTest::drawn).forEach(left::remove);
        return left.size();
    }

    private static List<Object> drawn(StrokePart part) {
        return List.of(part.shape(), part.quarters(), part.scale());
    }
}
