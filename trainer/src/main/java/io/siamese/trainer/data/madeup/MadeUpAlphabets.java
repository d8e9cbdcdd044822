package io.siamese.trainer.data.madeup;

import io.siamese.encoder.image.InkMoments;
import io.siamese.trainer.data.DrawnSample;
import io.siamese.trainer.data.GroupMaker;
import io.siamese.trainer.data.MadeUpClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes up alphabets. The characters of one share a pool of strokes. Half of all characters belong to a minimal pair: they
 * differ from another character of the alphabet by one stroke.
 */
public final class MadeUpAlphabets {

    private static final int FEWEST_CHARACTERS = 10;
    /** Share of the invented alphabets that are of dots alone. */
    private static final double DOTTED = 0.08;

    private static final int TRIES = 50;

    private final Function<SplittableRandom, PartSource> alphabets;

    private MadeUpAlphabets(Function<SplittableRandom, PartSource> alphabets) {
        this.alphabets = alphabets;
    }

    /** Alphabets of strokes that nobody drew: lines, arcs, corners, loops and dots; some are of dots alone. */
    public static MadeUpAlphabets invented() {
        return new MadeUpAlphabets(
                random -> random.nextDouble() < DOTTED ? DottedParts.invent(random) : InventedParts.invent(random));
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

    /** As groups of an encoder that sees ink so. */
    public GroupMaker toGroups(InkMoments ink) {
        return (classes, random) -> makeUpAlphabet(classes, random).stream()
                .map(glyph -> seenAs(glyph, ink))
                .toList();
    }

    private static MadeUpClass seenAs(Glyph glyph, InkMoments ink) {
        return (hand, random) -> DrawnSample.fromDrawing(glyph.drawnBy(hand, random), ink);
    }

    /** Makes up an alphabet of so many characters, a function of the generator alone. */
    List<Glyph> makeUpAlphabet(int classes, SplittableRandom random) {
        PartSource source = alphabets.apply(random);
        MinimalPair pair = new MinimalPair(source, random);
        List<Glyph> glyphs = new ArrayList<>();
        Set<Set<StrokePart>> known = new HashSet<>();
        List<StrokePart> before = List.of();
        for (int i = 0; i < classes; i++) {
            boolean paired = i % 2 == 1 && random.nextBoolean();
            List<StrokePart> neighbour = before;
            before = drawUnknown(() -> paired ? pair.changeOneStroke(neighbour) : source.character(random), known);
            glyphs.add(new Glyph(before));
        }
        return glyphs;
    }

    /** A character that the alphabet does not have yet: dots on a small grid come again soon. */
    private static List<StrokePart> drawUnknown(Supplier<List<StrokePart>> drawing, Set<Set<StrokePart>> known) {
        List<StrokePart> drawn = drawing.get();
        for (int i = 1; i < TRIES && !known.add(Set.copyOf(drawn)); i++) {
            drawn = drawing.get();
        }
        return drawn;
    }
}
