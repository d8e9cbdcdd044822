package io.siamese.trainer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairBudgetTest {

    @Test
    void whatIsFeasibleIsMeasuredWhole() {
        List<EncodedClass> classes = classes(100, 1, 20);
        assertThat(PairBudget.sampleClasses(classes, 1)).isEqualTo(classes);
    }

    @Test
    void fewClassesOfManyImagesKeepAllClasses() {
        // 10 · 6,000 images in one group are 1.8 billion pairs
        List<EncodedClass> kept = PairBudget.sampleClasses(classes(10, 1, 6_000), 1);
        assertThat(kept).hasSize(10).allSatisfy(each -> assertThat(each.files()).hasSize(50));
    }

    @Test
    void manyClassesAreHalvedUntilTheirPairsAreFew() {
        // Given: 8,000 · 10 images in one group are 3.2 billion pairs, 500 · 10 are 12.5 million, 250 · 10 are 3.1
        // million
        List<EncodedClass> classes = classes(8_000, 1, 10);

        // When
        List<String> kept = names(PairBudget.sampleClasses(classes, 1));

        // Then
        assertThat(kept).hasSize(250).doesNotHaveDuplicates().isEqualTo(names(PairBudget.sampleClasses(classes, 1)));
    }

    @Test
    void manySmallGroupsLoseWholeGroups() {
        // 200,000 groups of two classes of 10 images are 38 million pairs, 50,000 groups 9.5 million
        List<EncodedClass> kept = PairBudget.sampleClasses(classes(400_000, 200_000, 10), 1);
        assertThat(kept).hasSize(100_000);
        assertThat(kept.stream().map(EncodedClass::group).distinct()).hasSize(50_000);
    }

    private static List<String> names(List<EncodedClass> classes) {
        return classes.stream().map(EncodedClass::name).toList();
    }

    private static List<EncodedClass> classes(int count, int groups, int images) {
        List<EncodedFile> files = Collections.nCopies(images, new EncodedFile("a.png", new byte[0]));
        return IntStream.range(0, count)
                .mapToObj(i -> new EncodedClass("g" + i % groups, "c" + i, files))
                .toList();
    }
}
