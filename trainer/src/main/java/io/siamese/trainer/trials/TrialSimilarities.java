package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.Arrays;

/** Collects two similarities of each trial, to the best exemplar and to the mean template, with the {@link ComparedImages}. */
public final class TrialSimilarities {

    private final int exemplars;
    private float[] best = new float[4096];
    private float[] mean = new float[4096];
    private long[] origins = new long[4096];
    private int size;

    /** @param exemplars of each subject that is compared */
    TrialSimilarities(int exemplars) {
        this.exemplars = exemplars;
    }

    void add(long origin, float best, float mean) {
        if (size == origins.length) {
            this.best = Arrays.copyOf(this.best, 2 * size);
            this.mean = Arrays.copyOf(this.mean, 2 * size);
            origins = Arrays.copyOf(origins, 2 * size);
        }
        this.best[size] = best;
        this.mean[size] = mean;
        origins[size++] = origin;
    }

    public int size() {
        return size;
    }

    public float bestSimilarity(int i) {
        return best[i];
    }

    public float meanSimilarity(int i) {
        return mean[i];
    }

    public long origin(int i) {
        return origins[i];
    }

    float score(int i, FusedScore fusion) {
        return fusion.score(exemplars, best[i], mean[i]);
    }

    public ScoredTrials fuseScores(FusedScore fusion) {
        float[] fused = new float[size];
        for (int i = 0; i < size; i++) {
            fused[i] = score(i, fusion);
        }
        return ScoredTrials.sortedByScore(fused, Arrays.copyOf(origins, size));
    }
}
