package io.siamese.trainer.folds;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.data.EncodedClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldTest {

    @Test
    void wholeGroupsAreDealtWhereThereAreTwoForEachFold() {
        // When
        List<Fold> folds = Fold.dealFolds(classes(6, 4), 3);

        // Then
        assertThat(folds).hasSize(3).allSatisfy(fold -> {
            assertThat(fold.judged()).hasSize(8);
            assertThat(fold.fitted()).hasSize(16);
            assertThat(fold.unseenGroups()).hasSize(2);
            assertThat(fold.groupsSeenInPart()).isEmpty();
        });
        assertThat(folds.stream().flatMap(fold -> fold.judged().stream()).map(EncodedClass::groupAndName))
                .containsExactlyInAnyOrderElementsOf(
                        classes(6, 4).stream().map(EncodedClass::groupAndName).toList());
    }

    @Test
    void classesOfEveryGroupAreDealtWhereThereAreFewerGroups() {
        // When
        List<Fold> folds = Fold.dealFolds(classes(3, 6), 3);

        // Then: two classes of each group are judged, all of them as one group
        assertThat(folds).extracting(Fold::number).containsExactly(1, 2, 3);
        assertThat(folds).allSatisfy(fold -> {
            assertThat(fold.judged())
                    .extracting(EncodedClass::group)
                    .containsOnly("fold " + fold.number() + " (6 classes)");
            for (String group : List.of("g0/", "g1/", "g2/")) {
                assertThat(fold.judged().stream().map(EncodedClass::name).filter(name -> name.startsWith(group)))
                        .hasSize(2);
            }
            assertThat(fold.fitted())
                    .hasSize(12)
                    .extracting(EncodedClass::groupAndName)
                    .doesNotContainAnyElementsOf(
                            fold.judged().stream().map(EncodedClass::name).toList());
            assertThat(fold.fitted()).extracting(EncodedClass::group).containsOnly("g0", "g1", "g2");
            assertThat(fold.groupsSeenInPart()).containsExactlyInAnyOrder("g0", "g1", "g2");
        });
        assertThat(folds.stream().flatMap(fold -> fold.judged().stream()).map(EncodedClass::name))
                .containsExactlyInAnyOrderElementsOf(
                        classes(3, 6).stream().map(EncodedClass::groupAndName).toList());
    }

    private static List<EncodedClass> classes(int groups, int each) {
        List<EncodedClass> classes = new ArrayList<>();
        for (int i = 0; i < groups * each; i++) {
            classes.add(new EncodedClass("g" + i / each, "c" + i % each, List.of()));
        }
        return classes;
    }
}
