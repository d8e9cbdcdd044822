package io.siamese.testbed.demo;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Draws characters from a seed, so that nothing needs to be downloaded. */
final class DrawnImages {

    private static final int SUBJECTS = 40;
    private static final int DRAWERS = 20;

    private DrawnImages() {}

    static DemoImages fromSeed(long seed) {
        StrokeCharacters characters = new StrokeCharacters(seed);
        List<DemoSubject> subjects = new ArrayList<>();
        for (int subject = 0; subject < SUBJECTS; subject++) {
            subjects.add(drawSubject(characters, subject));
        }
        return new DemoImages(
                SUBJECTS + " characters drawn by " + DRAWERS + " hands each, from seed " + seed
                        + "; no encoder was trained on them",
                subjects);
    }

    private static DemoSubject drawSubject(StrokeCharacters characters, int subject) {
        List<Callable<byte[]>> images = new ArrayList<>();
        for (int drawer = 0; drawer < DRAWERS; drawer++) {
            int hand = drawer;
            images.add(() -> characters.png(subject, hand));
        }
        return new DemoSubject(String.format(Locale.ROOT, "character-%02d", subject + 1), images);
    }
}
