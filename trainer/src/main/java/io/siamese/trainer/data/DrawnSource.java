package io.siamese.trainer.data;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Characters that never existed, drawn by the encoder's generator.
 *
 * @param seed decides every stroke
 * @param groups made-up alphabets
 * @param classes characters of each
 * @param drawers drawings of each character
 */
public record DrawnSource(long seed, int groups, int classes, int drawers) implements ClassSource {

    /**
     * 8 alphabets of 50 characters by 20 drawers: the fewest that are split by alphabet, each large enough to confuse the 30
     * pairs of characters that a threshold at a false match rate of 1 % asks for.
     */
    public static DrawnSource standard(long seed) {
        return new DrawnSource(seed, 8, 50, 20);
    }

    @Override
    public List<EncodedClass> readClasses() {
        StrokeCharacters characters = new StrokeCharacters(seed);
        return IntStream.range(0, groups * classes)
                .mapToObj(subject -> drawClass(characters, subject))
                .toList();
    }

    private EncodedClass drawClass(StrokeCharacters characters, int subject) {
        List<EncodedFile> files = IntStream.range(0, drawers)
                .mapToObj(drawer -> new EncodedFile(numbered("", drawer) + ".png", characters.png(subject, drawer)))
                .toList();
        return new EncodedClass(numbered("drawn", subject / classes), numbered("", subject % classes), files);
    }

    private static String numbered(String prefix, int number) {
        return String.format(Locale.ROOT, "%s%02d", prefix, number);
    }
}
