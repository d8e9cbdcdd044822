package io.siamese.trainer.eval;

import java.util.Arrays;

/** Scored comparisons with their origin: probes of the same class and drawer do not err independently. */
final class Comparisons {

    private float[] scores = new float[4096];
    private int[] probes = new int[4096];
    private int[] references = new int[4096];
    private int[] drawers = new int[4096];
    private int size;

    /** @param probe class of the probe; @param reference class it is compared with; equal if mated */
    void add(int probe, int reference, int drawer, float score) {
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            probes = Arrays.copyOf(probes, 2 * size);
            references = Arrays.copyOf(references, 2 * size);
            drawers = Arrays.copyOf(drawers, 2 * size);
        }
        scores[size] = score;
        probes[size] = probe;
        references[size] = reference;
        drawers[size++] = drawer;
    }

    /** One comparison, as it was added. */
    interface Visitor {
        void comparison(int probe, int reference, int drawer, float score);
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            visitor.comparison(probes[i], references[i], drawers[i], scores[i]);
        }
    }

    ScoreSet scores() {
        Floats mated = new Floats();
        Floats nonMated = new Floats();
        for (int i = 0; i < size; i++) {
            (probes[i] == references[i] ? mated : nonMated).add(scores[i]);
        }
        return new ScoreSet(mated.toArray(), nonMated.toArray());
    }
}
