package io.siamese.trainer.measure;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import io.siamese.trainer.trials.EmbeddedClass;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Image files to embeddings as when serving, one class after the other; counts the time it takes. Not thread-safe. */
public final class Embedder {

    private final Encoder encoder;
    private long preprocessing;
    private long encoding;
    private long images;

    /** @param encoder stays its owner's */
    public Embedder(Encoder encoder) {
        this.encoder = encoder;
    }

    Similarity similarity() {
        return encoder.similarity();
    }

    /**
     * What gave embeddings.
     *
     * @param files the classes without what gave none, and without classes of which nothing did
     * @param classes the same, embedded
     * @param unreadable of the others, class, file and reason
     */
    public record Embedded(List<EncodedClass> files, List<EmbeddedClass> classes, List<String> unreadable) {}

    public Embedded embed(List<EncodedClass> classes) {
        return embed(classes, line -> {});
    }

    /** @param lines told off a terminal how far it is */
    public Embedded embed(List<EncodedClass> classes, Consumer<String> lines) {
        int all = classes.stream().mapToInt(each -> each.files().size()).sum();
        Embedded embedded = new Embedded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (EvaluationProgress progress = new EvaluationProgress("embed", all, lines)) {
            for (EncodedClass each : classes) {
                embed(each, embedded);
                progress.done(each.files().size());
            }
        }
        return embedded;
    }

    private void embed(EncodedClass each, Embedded embedded) {
        String place = (each.group().isEmpty() ? "" : each.group() + "/") + each.name() + "/";
        List<EncodedFile> readable = new ArrayList<>();
        List<byte[]> seen = new ArrayList<>();
        long start = clock();
        for (EncodedFile file : each.files()) {
            try {
                seen.add(encoder.preprocessor().apply(file.bytes()));
                readable.add(file);
            } catch (UnreadableImageException e) {
                embedded.unreadable().add(place + file.name() + ": " + e.getMessage());
            }
        }
        preprocessing += clock() - start;
        if (!readable.isEmpty()) {
            embedded.files().add(new EncodedClass(each.group(), each.name(), readable));
            embedded.classes().add(new EmbeddedClass(each.group(), each.name(), encode(seen), similarity()));
        }
    }

    private float[][] encode(List<byte[]> preprocessed) {
        long start = clock();
        float[][] embeddings = encoder.encode(preprocessed);
        encoding += clock() - start;
        images += preprocessed.size();
        return embeddings;
    }

    /** @throws IOException if an image gives nothing to embed; the message names file and reason */
    public float[][] embed(List<EncodedFile> files, String place) throws IOException {
        long start = clock();
        List<byte[]> preprocessed = new ArrayList<>();
        for (EncodedFile file : files) {
            preprocessed.add(seen(file, place));
        }
        preprocessing += clock() - start;
        return encode(preprocessed);
    }

    /** What the encoder is given, uint8 {@code [channels, height, width]}. @param place in front of a file's name in messages */
    byte[] seen(EncodedFile file, String place) throws IOException {
        try {
            return encoder.preprocessor().apply(file.bytes());
        } catch (UnreadableImageException e) {
            throw new IOException(place + file.name() + ": " + e.getMessage(), e);
        }
    }

    /** CPU time of this thread, which other work on the machine does not lengthen; wall time where the platform has none. */
    private static long clock() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** CPU time an image, from file bytes to the encoder's input. */
    double preprocessingMicros() {
        return images == 0 ? 0 : preprocessing / 1e3 / images;
    }

    /** CPU time an image, from the encoder's input to its embedding. */
    double encodingMicros() {
        return images == 0 ? 0 : encoding / 1e3 / images;
    }
}
