package io.siamese.trainer.trials;

import io.siamese.encoder.vector.Similarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds the embeddings of a class's images.
 *
 * @param group classes are compared with those of their own group only: the hard case
 * @param name unique within the group
 * @param embeddings {@code [images, dimension]}; within a group the n-th image of every class is by the same drawer
 * @param probes the same images as probes, {@code [images, dimension]}: other embeddings only where the twins are untied
 * @param similarity compares a probe and an embedding; the same for all classes that are measured together
 */
public record EmbeddedClass(String group, String name, float[][] embeddings, float[][] probes, Similarity similarity) {

    public EmbeddedClass(String group, String name, float[][] embeddings, Similarity similarity) {
        this(group, name, embeddings, embeddings, similarity);
    }

    /** @param embeddings unit-length {@code [images, dimension]}, compared by cosine */
    public EmbeddedClass(String group, String name, float[][] embeddings) {
        this(group, name, embeddings, Similarity.cosine());
    }

    /** How many images the class has. */
    public int imageCount() {
        return embeddings.length;
    }

    /** The similarity of an image, as the probe, to an image of a class, as its exemplar. */
    public float similarity(int image, EmbeddedClass other, int otherImage) {
        return similarity.of(probes[image], other.embeddings[otherImage]);
    }

    public static Map<String, List<EmbeddedClass>> byGroup(List<EmbeddedClass> classes) {
        return classes.stream()
                .collect(Collectors.groupingBy(EmbeddedClass::group, LinkedHashMap::new, Collectors.toList()));
    }
}
