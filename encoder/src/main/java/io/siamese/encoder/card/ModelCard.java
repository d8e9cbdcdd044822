package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.siamese.encoder.image.Preprocessing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what a model is, what it was trained on and what it was measured on. It lies inside the model file. Fields that
 * a newer release adds are ignored on reading, except inside {@code preprocessing}, where ignoring one would change
 * embeddings silently.
 *
 * @param version of this layout, 1
 * @param preset name of the architecture and recipe
 * @param preprocessing from an image file to the graph's input
 * @param dimension D of the embedding
 * @param similarity what compares two embeddings
 * @param trained images whose gradients made the weights
 * @param selected images that chose among trainings; like the next two disjoint from {@code trained} by group
 * @param calibrated images that thresholds were fitted on
 * @param reported images that {@code results} were measured on
 * @param seeds of the training, enough to repeat it
 * @param versions of libraries and tools by name
 * @param parity certificate that this graph computes what was trained
 * @param goldens images with their embeddings; an encoder that does not reproduce them is refused
 * @param results figures by name, measured on {@code reported}
 * @param made how the model was made: the command, its duration, the machine
 * @param notes what a user should know: limits, intended use
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelCard(
        int version,
        String preset,
        Preprocessing preprocessing,
        int dimension,
        SimilaritySpec similarity,
        @Nullable DataUse trained,
        @Nullable DataUse selected,
        @Nullable DataUse calibrated,
        @Nullable DataUse reported,
        List<Long> seeds,
        Map<String, String> versions,
        Parity parity,
        List<Golden> goldens,
        Map<String, Double> results,
        String made,
        List<String> notes) {

    /** The layout this release writes. */
    public static final int VERSION = 1;

    public ModelCard {
        if (version != VERSION) {
            throw new IllegalArgumentException("Model card: version=" + version + ", this release reads " + VERSION);
        }
        if (dimension < 1 || dimension > 65_536) {
            throw new IllegalArgumentException("Model card: dimension=" + dimension + " is not within 1 to 65536");
        }
        Objects.requireNonNull(preset, "Model card: preset is missing");
        Objects.requireNonNull(preprocessing, "Model card: preprocessing is missing");
        Objects.requireNonNull(similarity, "Model card: similarity is missing");
        Objects.requireNonNull(parity, "Model card: parity is missing");
        similarity.checkDimension(dimension);
        seeds = seeds == null ? List.of() : List.copyOf(seeds);
        versions = sortByName(versions);
        goldens = goldens == null ? List.of() : List.copyOf(goldens);
        results = sortByName(results);
        made = made == null ? "" : made;
        notes = notes == null ? List.of() : List.copyOf(notes);
        for (Golden golden : goldens) {
            golden.checkDimension(dimension);
        }
    }

    /** In the order of the names, so that equal cards are equal JSON. */
    private static <V> Map<String, V> sortByName(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(map)));
    }

    /** The least that runs: cosine, no goldens, nothing said about data. A start for {@code with…}. */
    public static ModelCard describing(String preset, Preprocessing preprocessing, int dimension) {
        return new ModelCard(
                VERSION,
                preset,
                preprocessing,
                dimension,
                SimilaritySpec.cosine(),
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                Parity.unmeasured(),
                List.of(),
                Map.of(),
                "",
                List.of());
    }

    public ModelCard withGoldens(Parity measured, List<Golden> images) {
        return new ModelCard(
                version,
                preset,
                preprocessing,
                dimension,
                similarity,
                trained,
                selected,
                calibrated,
                reported,
                seeds,
                versions,
                measured,
                images,
                results,
                made,
                notes);
    }

    /**
     * The same encoder, compared otherwise.
     *
     * @throws IllegalArgumentException if the similarity is not of this dimension
     */
    public ModelCard withSimilarity(SimilaritySpec other) {
        return new ModelCard(
                version,
                preset,
                preprocessing,
                dimension,
                other,
                trained,
                selected,
                calibrated,
                reported,
                seeds,
                versions,
                parity,
                goldens,
                results,
                made,
                notes);
    }

    /** The same graph behind other steps, which make it another encoder; with one more note. */
    public ModelCard withPreprocessing(Preprocessing other, String note) {
        List<String> said = new ArrayList<>(notes);
        said.add(note);
        return new ModelCard(
                version,
                preset,
                other,
                dimension,
                similarity,
                trained,
                selected,
                calibrated,
                reported,
                seeds,
                versions,
                parity,
                goldens,
                results,
                made,
                said);
    }

    /** @throws IllegalArgumentException saying what is wrong, if the text is not a card */
    public static ModelCard fromJson(String json) {
        return CardJson.deserialise(json, ModelCard.class, "Model card");
    }

    public String toJson() {
        return CardJson.serialise(this);
    }
}
