package io.siamese.trainer.data.madeup;

import io.siamese.trainer.data.GroupMaker;
import io.siamese.trainer.data.MadeUpClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Makes up alphabets. The characters of one share a pool of strokes. Half of all characters belong to a minimal pair: they
 * differ from another character of the alphabet by one stroke.
 */
public final class MadeUpAlphabets implements GroupMaker {

    private static final int FEWEST_CHARACTERS = 10;

    private final Function<SplittableRandom, PartSource> alphabets;

    private MadeUpAlphabets(Function<SplittableRandom, PartSource> alphabets) {
        this.alphabets = alphabets;
    }

    /** Alphabets of strokes that nobody drew: lines, arcs, corners and loops. */
    public static MadeUpAlphabets invented() {
        return new MadeUpAlphabets(InventedParts::invent);
    }

    /**
     * Alphabets of strokes that people drew, of several characters of any of their alphabets.
     *
     * @throws IllegalArgumentException if the recordings hold too few characters whose drawings agree about their strokes
     */
    public static MadeUpAlphabets recombined(PenRecordings recordings) {
        List<RecordedCharacter> characters = recordings.characters();
        if (characters.size() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("recorded strokes: " + characters.size()
                    + " characters whose drawings agree, at least " + FEWEST_CHARACTERS + " are needed");
        }
        return new MadeUpAlphabets(random -> RecordedParts.draw(characters, random));
    }

    @Override
    public List<MadeUpClass> makeUpGroup(int classes, SplittableRandom random) {
        PartSource source = alphabets.apply(random);
        MinimalPair pair = new MinimalPair(source, random);
        List<MadeUpClass> glyphs = new ArrayList<>();
        List<StrokePart> before = List.of();
        for (int i = 0; i < classes; i++) {
            boolean paired = i % 2 == 1 && random.nextBoolean();
            before = paired ? pair.changeOneStroke(before) : source.character(random);
            glyphs.add(new Glyph(before));
        }
        return glyphs;
    }
}
