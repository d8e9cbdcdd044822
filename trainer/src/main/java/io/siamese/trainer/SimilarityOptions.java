package io.siamese.trainer;

import io.siamese.encoder.card.SimilaritySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how embeddings of an encoder of other make are compared. */
final class SimilarityOptions {

    @Option(
            names = "--l1-weights",
            paramLabel = "FILE",
            description = {
                "Compare by weighted-l1, bias - sum of w_j |a_j - b_j|, and not by cosine: a text file with w_j for each"
                        + " dimension, by commas or white space. Embeddings are not divided by their length then."
            })
    private @Nullable Path weights;

    @Option(names = "--l1-bias", paramLabel = "B", description = "The bias of weighted-l1 (default: 0).")
    private @Nullable Float bias;

    boolean isWeightedL1() {
        return weights != null;
    }

    /** @throws IllegalArgumentException if the file does not have one finite number for each dimension */
    SimilaritySpec toSimilarity(int dimension) throws IOException {
        if (weights == null) {
            if (bias != null) {
                throw new IllegalArgumentException("--l1-bias: cosine has none; weighted-l1 needs --l1-weights too");
            }
            return SimilaritySpec.cosine();
        }
        List<Float> read = new ArrayList<>();
        for (String number : Files.readString(weights).strip().split("[\\s,]+")) {
            read.add(parseNumber(number));
        }
        if (read.size() != dimension) {
            throw new IllegalArgumentException("--l1-weights=" + weights + ": has " + read.size()
                    + " numbers, the embedding has " + dimension + " dimensions");
        }
        return new SimilaritySpec(SimilaritySpec.WEIGHTED_L1, read, bias == null ? 0 : bias);
    }

    private float parseNumber(String text) {
        try {
            float number = Float.parseFloat(text);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException("--l1-weights=" + weights + ": '" + text + "' is no number");
    }
}
