package io.siamese.trainer.model;

/**
 * What training minimises: {@code symmetric softmax + proxyWeight · proxy softmax + pairWeight · pair logistic}.
 *
 * @param scale multiplies the cosines of the symmetric softmax
 * @param proxyWeight share of the additive-margin softmax over one proxy for each class and transform; 0 leaves it out
 * @param proxyScale multiplies the cosines to the proxies
 * @param proxyMargin is taken off the cosine to the own proxy
 * @param pairWeight share of the logistic loss around one threshold for all pairs; 0 leaves it out
 * @param pairThreshold the cosine at which the pair loss sees even odds
 * @param memory embeddings of earlier steps that serve as further negatives; 0 for none
 */
public record Objective(
        double scale,
        double proxyWeight,
        double proxyScale,
        double proxyMargin,
        double pairWeight,
        double pairThreshold,
        int memory) {

    /** Symmetric softmax alone, scale 14. */
    public static Objective symmetric() {
        return new Objective(14, 0, 20, 0.2, 0, 0.5, 0);
    }
}
