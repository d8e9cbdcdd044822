package io.siamese.trainer.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.trainer.trials.EmbeddedClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupFiguresTest {

    @TempDir
    Path folder;

    @Test
    void oneThresholdServesAllGroupsOfAFold() {
        // Given: in the first group every class is a direction of its own; in the second, two classes are one direction
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            classes.add(axis("clear", "c" + i, i));
        }
        classes.add(axis("alike", "a", 0));
        classes.add(axis("alike", "b", 0));

        // When
        List<GroupFigures> figures = GroupFigures.measure(2, classes, 1);

        // Then: the similarity of the alike pair is 1, as that of mated pairs, and 1 pair of 29 is above an FMR of 1 %
        assertThat(figures).extracting(GroupFigures::group).containsExactly("clear", "alike");
        assertThat(figures).extracting(GroupFigures::fold).containsOnly(2);
        assertThat(figures.get(0).error()).isZero();
        assertThat(figures.get(0).eer()).isZero();
        assertThat(figures.get(0).missed()).isEqualTo(1);
        assertThat(figures.get(0).missedOfFive()).isEqualTo(1);
        assertThat(figures.get(1).error()).isEqualTo(1);
        assertThat(figures.get(1).eer()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void fewImagesGiveNoFigureOfFiveExemplars() {
        // Given
        List<EmbeddedClass> classes =
                List.of(
                        new EmbeddedClass("g", "a", new float[][] {{1, 0}, {1, 0}}),
                        new EmbeddedClass("g", "b", new float[][] {{0, 1}, {0, 1}}));

        // Then
        assertThat(GroupFigures.measure(1, classes, 1)).singleElement().satisfies(group -> {
            assertThat(group.missed()).isZero();
            assertThat(group.missedOfFive()).isNaN();
        });
    }

    @Test
    void aFoldWithNothingToCompareIsRefused() {
        List<EmbeddedClass> one = List.of(axis("g", "a", 0));
        assertThatThrownBy(() -> GroupFigures.measure(3, one, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fold 3: no group has two classes");
    }

    @Test
    void aTableIsReadAsItWasWritten() throws Exception {
        // Given
        List<GroupFigures> figures = List.of(
                new GroupFigures("Japanese_(hiragana)", 1, 0.125, 0.0625, 0.25, 0.5),
                new GroupFigures("a \"b\", c", 2, 0, 0, 1, Double.NaN));

        // When
        FoldsTable.writeTable(figures, folder.resolve("folds.csv"));

        // Then
        assertThat(FoldsTable.readTable(folder.resolve("folds.csv"))).isEqualTo(figures);
    }

    @Test
    void whatIsNoTableIsNamed() throws Exception {
        // Given
        Path file = folder.resolve("folds.csv");
        FoldsTable.writeTable(List.of(new GroupFigures("g", 1, 0, 0, 0, 0)), file);
        Files.writeString(file, Files.readString(file) + "\"h\",1,nothing,0,0,0\n");

        // Then
        assertThatThrownBy(() -> FoldsTable.readTable(file))
                .hasMessage(file + " line 3 is no group and five numbers: \"h\",1,nothing,0,0,0");
        Files.writeString(file, "step,loss\n");
        assertThatThrownBy(() -> FoldsTable.readTable(file))
                .hasMessageStartingWith(file + " does not begin with group,");
    }

    /** Eight images that all lie on one axis. */
    private static EmbeddedClass axis(String group, String name, int axis) {
        float[][] images = new float[8][8];
        for (float[] image : images) {
            image[axis] = 1;
        }
        return new EmbeddedClass(group, name, images);
    }
}
