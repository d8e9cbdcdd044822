package io.siamese.trainer.data.madeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.GrayImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MadeUpAlphabetsTest {

    static Stream<MadeUpAlphabets> makers() throws Exception {
        return Stream.of(MadeUpAlphabets.invented(), MadeUpAlphabets.recombined(Recordings.recordingsOf(12, 16)));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void anAlphabetDependsOnTheGeneratorAlone(MadeUpAlphabets maker) {
        assertThat(drawings(maker, 3)).isEqualTo(drawings(maker, 3)).isNotEqualTo(drawings(maker, 4));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void handsDrawOneCharacterDifferently(MadeUpAlphabets maker) {
        // Given
        Glyph character = maker.makeUpAlphabet(2, new SplittableRandom(1)).get(0);

        // When
        Set<String> drawings = new HashSet<>();
        for (long hand = 0; hand < 6; hand++) {
            drawings.add(Arrays.toString(
                    character.drawnBy(hand, new SplittableRandom(9)).luma()));
        }

        // Then
        assertThat(drawings).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void everyDrawingHasInkAndStaysOffTheEdge(MadeUpAlphabets maker) {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            for (Glyph each : maker.makeUpAlphabet(20, random)) {
                GrayImage drawing = each.drawnBy(random.nextLong(), random);
                assertThat(ink(drawing, 0)).as("all ink").isGreaterThan(10);
                assertThat(ink(drawing, 3))
                        .as("ink within 3 pixels of the edge")
                        .isEqualTo(ink(drawing, 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void aStrokeIsJoinedToAnEarlierOne(MadeUpAlphabets maker) {
        for (int seed = 0; seed < 200; seed++) {
            for (Glyph each : maker.makeUpAlphabet(20, new SplittableRandom(seed))) {
                List<StrokePart> parts = each.parts();
                assertThat(parts).hasSizeBetween(1, 8);
                for (int i = 0; i < parts.size(); i++) {
                    assertThat(parts.get(i).joint().stroke()).isLessThan(i);
                }
            }
        }
    }

    @Test
    void aboutHalfOfTheCharactersDifferFromANeighbourByOneStroke() {
        // When
        int paired = 0;
        for (int seed = 0; seed < 100; seed++) {
            List<Glyph> group = MadeUpAlphabets.invented().makeUpAlphabet(20, new SplittableRandom(seed));
            for (int i = 0; i < 20; i += 2) {
                List<StrokePart> one = group.get(i).parts();
                List<StrokePart> other = group.get(i + 1).parts();
                paired += MinimalPairTest.differ(one, other) == 1 ? 2 : 0;
            }
        }

        // Then: of 2,000 characters, and a few more are alike by chance
        assertThat(paired).isBetween(900, 1200);
    }

    @Test
    void someAlphabetsAreOfDotsAlone() {
        // When
        long dotted = IntStream.range(0, 500)
                .mapToObj(seed -> MadeUpAlphabets.invented().makeUpAlphabet(20, new SplittableRandom(seed)))
                .filter(alphabet -> alphabet.stream()
                        .flatMap(glyph -> glyph.parts().stream())
                        .allMatch(part -> part.shape().isDot()))
                .count();

        // Then: 8 %, give or take three standard deviations
        assertThat(dotted).isBetween(22L, 58L);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void noCharacterComesTwiceInAnAlphabet(MadeUpAlphabets maker) {
        for (int seed = 0; seed < 300; seed++) {
            List<Glyph> alphabet = maker.makeUpAlphabet(20, new SplittableRandom(seed));
            assertThat(alphabet.stream().map(glyph -> Set.copyOf(glyph.parts())))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void tooFewRecordedCharactersAreRefused() {
        assertThatThrownBy(() -> MadeUpAlphabets.recombined(Recordings.recordingsOf(9, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("recorded strokes: 9 characters whose drawings agree, at least 10 are needed");
    }

    private static List<String> drawings(MadeUpAlphabets maker, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return maker.makeUpAlphabet(5, random).stream()
                .map(each -> Arrays.toString(each.drawnBy(7, random).luma()))
                .toList();
    }

    private static long ink(GrayImage drawing, int margin) {
        return IntStream.range(margin, drawing.height() - margin)
                .mapToLong(y -> IntStream.range(margin, drawing.width() - margin)
                        .filter(x -> drawing.at(x, y) == 0)
                        .count())
                .sum();
    }
}
