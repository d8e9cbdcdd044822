package io.siamese.trainer.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldRuleTest {

    private static final List<String> GROUPS =
            List.of("Greek", "Hebrew", "Latin", "Futhorc", "Magi", "Malay", "Korean");

    @Test
    void everyGroupIsInOneFold() {
        // When
        List<Set<String>> folds = FoldRule.dealNames(GROUPS, 3);

        // Then
        assertThat(folds).hasSize(3);
        assertThat(folds).allSatisfy(fold -> assertThat(fold).hasSizeBetween(2, 3));
        assertThat(folds.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(GROUPS);
    }

    @Test
    void namesDecideAndNotTheirOrder() {
        List<String> reversed = List.of("Korean", "Malay", "Magi", "Futhorc", "Latin", "Hebrew", "Greek", "Greek");
        assertThat(FoldRule.dealNames(reversed, 3)).isEqualTo(FoldRule.dealNames(GROUPS, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void foldsWithoutGroupsAreRefused(int folds) {
        assertThatThrownBy(() -> FoldRule.dealNames(GROUPS, folds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--folds=" + folds + ": from 2 to the number of groups, which is 7");
    }
}
