package io.siamese.trainer.data.madeup;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Gives strokes that people drew, of a few real characters. A character is either a real one with one stroke changed, or
 * several strokes put together anew.
 */
record RecordedParts(List<RecordedCharacter> characters) implements PartSource {

    private static final int CHARACTERS = 10;
    private static final double TURNED = 0.3;
    private static final double IN_PLACE = 0.5;

    /** Draws the real characters of one alphabet. */
    static RecordedParts draw(List<RecordedCharacter> all, SplittableRandom random) {
        return new RecordedParts(IntStream.range(0, CHARACTERS)
                .mapToObj(any -> all.get(random.nextInt(all.size())))
                .toList());
    }

    @Override
    public List<StrokePart> character(SplittableRandom random) {
        return random.nextBoolean() ? changed(random) : assembled(random);
    }

    private List<StrokePart> changed(SplittableRandom random) {
        List<StrokePart> parts = new ArrayList<>();
        RecordedCharacter character = characters.get(random.nextInt(characters.size()));
        character.strokes().forEach(stroke -> parts.add(new StrokePart(stroke, 0, 1, Joint.unjoined(0, 0))));
        return new MinimalPair(this, random).changeOneStroke(parts);
    }

    private List<StrokePart> assembled(SplittableRandom random) {
        List<StrokePart> parts = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            parts.add(another(parts, random));
        }
        return parts;
    }

    /** A stroke where it was in its own character, or joined to another, now and then turned. */
    @Override
    public StrokePart another(List<StrokePart> earlier, SplittableRandom random) {
        List<RecordedShape> strokes =
                characters.get(random.nextInt(characters.size())).strokes();
        RecordedShape shape = strokes.get(random.nextInt(strokes.size()));
        int quarters = random.nextDouble() < TURNED ? 1 + random.nextInt(3) : 0;
        Joint joint = random.nextDouble() < IN_PLACE ? Joint.unjoined(0, 0) : Joints.draw(earlier.size(), random);
        return new StrokePart(shape, quarters, strokes.size() == 1 ? 0.7 : 1, joint);
    }
}
