package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

    @Test
    void noGroupIsInTwoSplitsAndNoneIsLost() {
        // Given
        List<EncodedClass> classes = classes(20, 3);

        // When
        Splits splits = SplitRule.byHash(1).splitClasses(classes);

        // Then
        List<String> groups = new ArrayList<>();
        parts(splits)
                .forEach(part -> groups.addAll(
                        part.stream().map(EncodedClass::group).distinct().toList()));
        assertThat(groups).hasSize(20).doesNotHaveDuplicates();
        assertThat(parts(splits).map(part -> part.size() / 3)).containsExactly(14, 2, 2, 2);
    }

    @Test
    void withoutGroupsTheClassesThemselvesAreDivided() {
        // Given
        List<EncodedClass> classes = classes(1, 40);

        // When
        Splits splits = SplitRule.byHash(1).splitClasses(classes);

        // Then
        Set<EncodedClass> all = new HashSet<>();
        parts(splits).forEach(all::addAll);
        assertThat(all).hasSize(40);
        assertThat(parts(splits).map(List::size)).containsExactly(28, 4, 4, 4);
    }

    @Test
    void namedGroupsGoWhereTheyAreNamedAndTheRestTrains() {
        // Given
        SplitRule rule = new SplitRule(Set.of("g3"), Set.of("g1"), Set.of("g0"), 0);

        // When
        Splits splits = rule.splitClasses(classes(5, 2));

        // Then
        assertThat(parts(splits)
                        .map(part -> part.stream()
                                .map(EncodedClass::group)
                                .distinct()
                                .toList()))
                .containsExactly(List.of("g2", "g4"), List.of("g3"), List.of("g1"), List.of("g0"));
    }

    @Test
    void trainingOnSomeGroupsLeavesTheOthersOutAndTheOtherSplitsAsTheyAre() {
        // Given
        Splits splits = new SplitRule(Set.of("g3"), Set.of("g1"), Set.of("g0"), 0).splitClasses(classes(6, 2));

        // When
        Splits fewer = splits.trainedOn(Set.of("g4"));

        // Then
        assertThat(fewer.train()).extracting(EncodedClass::group).containsExactly("g4", "g4");
        assertThat(List.of(fewer.select(), fewer.calibrate(), fewer.report()))
                .isEqualTo(List.of(splits.select(), splits.calibrate(), splits.report()));
    }

    @Test
    void aGroupOfAnotherSplitCannotTrain() {
        Splits splits = new SplitRule(Set.of("g3"), Set.of("g1"), Set.of("g0"), 0).splitClasses(classes(6, 2));
        assertThatThrownBy(() -> splits.trainedOn(Set.of("g3", "g4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("splits: 'g3' is no group of the train split, which has g2, g4, g5");
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        SplitRule rule = new SplitRule(Set.of("Runes"), Set.of("g1"), Set.of("g0"), 0);
        assertThatThrownBy(() -> rule.splitClasses(classes(5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("splits: there is no group 'Runes' in the data");
    }

    @Test
    void tooFewClassesAreRefused() {
        assertThatThrownBy(() -> SplitRule.byHash(1).splitClasses(classes(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 are needed");
    }

    @Test
    void omniglotKeepsTheFiveAlphabetsOfTheSmallExperimentForTraining() {
        SplitRule rule = SplitRule.omniglot();
        Set<String> held = new HashSet<>(rule.select());
        held.addAll(rule.calibrate());
        held.addAll(rule.report());
        assertThat(held).hasSize(11).doesNotContain("Balinese", "Early_Aramaic", "Greek", "Korean", "Latin");
    }

    private static Stream<List<EncodedClass>> parts(Splits splits) {
        return Stream.of(splits.train(), splits.select(), splits.calibrate(), splits.report());
    }

    private static List<EncodedClass> classes(int groups, int each) {
        List<EncodedClass> classes = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < each; i++) {
                classes.add(new EncodedClass(groups == 1 ? "" : "g" + group, "c" + i, List.of()));
            }
        }
        return classes;
    }
}
