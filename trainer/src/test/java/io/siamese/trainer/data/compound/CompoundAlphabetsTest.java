package io.siamese.trainer.data.compound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.MadeUpClass;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompoundAlphabetsTest {

    private static final int HANDS = 4;
    private static List<ImageClass> classes = List.of();

    @BeforeAll
    static void readClasses() throws IOException {
        classes = DataSet.decode(new DrawnSource(1, 3, 8, HANDS).readClasses(), Preprocessing.ink(32))
                .classes();
    }

    @Test
    void anAlphabetDependsOnTheGeneratorAlone() {
        assertThat(characters(3)).isEqualTo(characters(3)).isNotEqualTo(characters(4));
    }

    @Test
    void noCharacterComesTwiceAndMostShareAPartWithAnother() {
        for (int seed = 0; seed < 50; seed++) {
            // When
            List<CompoundCharacter> characters = characters(seed);

            // Then
            assertThat(characters).doesNotHaveDuplicates().hasSizeBetween(2, 20);
            assertThat(characters.stream().map(CompoundCharacter::first).distinct())
                    .hasSizeLessThanOrEqualTo(6);
            assertThat(characters.stream().map(CompoundCharacter::second).distinct())
                    .hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void aPartIsOfOneGroupAndTheOtherOfOneGroup() {
        for (int seed = 0; seed < 50; seed++) {
            List<CompoundCharacter> characters = characters(seed);
            assertThat(characters.stream().map(each -> each.first().group()).distinct())
                    .hasSize(1);
            assertThat(characters.stream().map(each -> each.second().group()).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void allGroupsAreUsed() {
        // When
        Set<String> groups = IntStream.range(0, 50)
                .mapToObj(seed -> characters(seed).get(0).first().group())
                .collect(Collectors.toSet());

        // Then
        assertThat(groups).isEqualTo(classes.stream().map(ImageClass::group).collect(Collectors.toSet()));
    }

    @Test
    void everyHandShowsInkOfBothParts() {
        for (MadeUpClass each : new CompoundAlphabets(classes).makeUpGroup(20, new SplittableRandom(5))) {
            for (long hand = 0; hand < HANDS; hand++) {
                byte[] seen = each.showSample(hand, new SplittableRandom(hand)).undistorted();
                byte[] first = firstAlone((CompoundCharacter) each, hand);
                assertThat(ink(seen)).as("ink of the whole").isGreaterThan(ink(first));
                assertThat(ink(first)).as("ink of the first part").isPositive();
            }
        }
    }

    @Test
    void nothingCannotBePutTogether() {
        assertThatThrownBy(() -> new CompoundAlphabets(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("compounds: no class to put together");
    }

    private static List<CompoundCharacter> characters(long seed) {
        return new CompoundAlphabets(classes)
                .makeUpGroup(20, new SplittableRandom(seed)).stream()
                        .map(CompoundCharacter.class::cast)
                        .toList();
    }

    private static byte[] firstAlone(CompoundCharacter character, long hand) {
        CompoundSample whole = (CompoundSample) character.showSample(hand, new SplittableRandom(hand));
        return whole.first().distorted(whole.toFirst());
    }

    private static long ink(byte[] pixels) {
        long sum = 0;
        for (byte pixel : pixels) {
            sum += pixel & 0xFF;
        }
        return sum;
    }
}
