package io.siamese.trainer.oneshot;

import io.siamese.encoder.vector.Similarity;

/**
 * Counts the errors of one run of one-shot classification with given images. Each probe is given the class of its most
 * similar exemplar, by itself. A tie is an error (Lake, Salakhutdinov, Tenenbaum 2015).
 *
 * @param ways exemplars, one of each class
 */
public record OneShotRunResult(String name, int ways, int trials, int errors) {

    /** @param answers place of the right exemplar, of each probe */
    public static OneShotRunResult fromTrials(
            String name, float[][] probes, int[] answers, float[][] exemplars, Similarity similarity) {
        int errors = 0;
        for (int probe = 0; probe < probes.length; probe++) {
            float mated = similarity.of(probes[probe], exemplars[answers[probe]]);
            boolean beaten = false;
            for (int other = 0; other < exemplars.length; other++) {
                beaten |= other != answers[probe] && similarity.of(probes[probe], exemplars[other]) >= mated;
            }
            errors += beaten ? 1 : 0;
        }
        return new OneShotRunResult(name, exemplars.length, probes.length, errors);
    }

    public double errorRate() {
        return (double) errors / trials;
    }
}
