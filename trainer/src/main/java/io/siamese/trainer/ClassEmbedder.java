package io.siamese.trainer;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import io.siamese.trainer.eval.EmbeddedClass;
import io.siamese.trainer.eval.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Embeds classes as when serving, whatever the preprocessing; images that cannot be read are left out and named. */
final class ClassEmbedder {

    private static final int BATCH = 64;

    private final Encoder encoder;
    private final Scorer scorer;
    private final List<String> unreadable = new ArrayList<>();

    ClassEmbedder(Encoder encoder) {
        this.encoder = encoder;
        SimilaritySpec similarity = encoder.card().similarity();
        scorer = similarity.kind().equals(SimilaritySpec.COSINE) ? Scorer.cosine() : WeightedL1.scorer(similarity);
    }

    /** Classes of which no image can be read are left out. @param done told of every image */
    List<EmbeddedClass> embed(List<EncodedClass> classes, IntConsumer done) {
        List<EmbeddedClass> embedded = new ArrayList<>();
        int images = 0;
        for (EncodedClass each : classes) {
            float[][] rows = embed(each);
            if (rows.length > 0) {
                embedded.add(new EmbeddedClass(each.group(), each.name(), rows, scorer));
            }
            images += each.files().size();
            done.accept(images);
        }
        return embedded;
    }

    private float[][] embed(EncodedClass each) {
        List<float[]> rows = new ArrayList<>();
        List<byte[]> batch = new ArrayList<>();
        for (EncodedFile file : each.files()) {
            try {
                batch.add(encoder.preprocessor().apply(file.bytes()));
            } catch (UnreadableImageException e) {
                unreadable.add(each.group() + (each.group().isEmpty() ? "" : "/") + each.name() + "/" + file.name()
                        + ": " + e.getMessage());
            }
            if (batch.size() == BATCH) {
                rows.addAll(List.of(encoder.encode(batch)));
                batch.clear();
            }
        }
        rows.addAll(List.of(encoder.encode(batch)));
        return rows.toArray(float[][]::new);
    }

    /** One line for each image, with the reason. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
