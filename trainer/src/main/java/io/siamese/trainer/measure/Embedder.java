package io.siamese.trainer.measure;

import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MeasuredClass;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Image files to embeddings as when serving, one class after the other; counts the time it takes. Not thread-safe. */
public final class Embedder {
    private static final String NOT_COMPARABLE = "the embedding is not finite, or has the length 0";

    private final Encoder encoder;
    private final InkMeasure measure;
    private long preprocessing;
    private long encoding;
    private long images;

    /** @param encoder stays its owner's */
    public Embedder(Encoder encoder) {
        this.encoder = encoder;
        measure = InkMeasure.of(encoder.card().preprocessing());
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
     * @param measures how much the images show that gave embeddings
     */
    public record Embedded(
            List<EncodedClass> files,
            List<EmbeddedClass> classes,
            List<String> unreadable,
            List<MeasuredClass> measures) {}

    public Embedded embed(List<EncodedClass> classes) {
        return embed(classes, line -> {});
    }

    /** @param lines told off a terminal how far it is */
    public Embedded embed(List<EncodedClass> classes, Consumer<String> lines) {
        int all = classes.stream().mapToInt(each -> each.files().size()).sum();
        Embedded embedded = new Embedded(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (EvaluationProgress progress = new EvaluationProgress("embed", all, lines)) {
            for (EncodedClass each : classes) {
                embedClass(each, embedded);
                progress.countDone(each.files().size());
            }
        }
        return embedded;
    }

    private void embedClass(EncodedClass each, Embedded embedded) {
        String place = (each.group().isEmpty() ? "" : each.group() + "/") + each.name() + "/";
        List<EncodedFile> readable = new ArrayList<>();
        List<byte[]> seen = new ArrayList<>();
        List<ImageMeasures> measured = new ArrayList<>();
        long start = cpuNanos();
        for (EncodedFile file : each.files()) {
            try {
                DecodedImage decoded = encoder.preprocessor().decode(file.bytes());
                seen.add(encoder.preprocessor().apply(decoded));
                measured.add(measure.measure(decoded));
                readable.add(file);
            } catch (UnreadableImageException e) {
                embedded.unreadable().add(place + file.name() + ": " + e.getMessage());
            }
        }
        preprocessing += cpuNanos() - start;
        if (!readable.isEmpty()) {
            float[][] rows = encodeTimed(seen);
            List<EncodedFile> comparable = new ArrayList<>();
            List<float[]> embeddings = new ArrayList<>();
            List<ImageMeasures> measures = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                if (Encoder.isComparable(rows[i])) {
                    comparable.add(readable.get(i));
                    embeddings.add(rows[i]);
                    measures.add(measured.get(i));
                } else {
                    embedded.unreadable().add(place + readable.get(i).name() + ": " + NOT_COMPARABLE);
                }
            }
            addClass(each, comparable, embeddings, embedded);
            embedded.measures().add(new MeasuredClass(each.group(), measures));
        }
    }

    private void addClass(EncodedClass each, List<EncodedFile> files, List<float[]> embeddings, Embedded embedded) {
        if (!files.isEmpty()) {
            float[][] rows = embeddings.toArray(float[][]::new);
            embedded.files().add(new EncodedClass(each.group(), each.name(), files));
            embedded.classes().add(new EmbeddedClass(each.group(), each.name(), rows, similarity()));
        }
    }

    private float[][] encodeTimed(List<byte[]> preprocessed) {
        long start = cpuNanos();
        float[][] embeddings = encoder.encode(preprocessed);
        encoding += cpuNanos() - start;
        images += preprocessed.size();
        return embeddings;
    }

    /** @throws IOException if an image gives nothing to embed; the message names file and reason */
    public float[][] embed(List<EncodedFile> files, String place) throws IOException {
        long start = cpuNanos();
        List<byte[]> preprocessed = new ArrayList<>();
        for (EncodedFile file : files) {
            preprocessed.add(preprocess(file, place));
        }
        preprocessing += cpuNanos() - start;
        float[][] embeddings = encodeTimed(preprocessed);
        for (int i = 0; i < embeddings.length; i++) {
            if (!Encoder.isComparable(embeddings[i])) {
                throw new IOException(place + files.get(i).name() + ": " + NOT_COMPARABLE);
            }
        }
        return embeddings;
    }

    /** What the encoder is given, uint8 {@code [channels, height, width]}. @param place in front of a file's name in messages */
    byte[] preprocess(EncodedFile file, String place) throws IOException {
        try {
            return encoder.preprocessor().apply(file.bytes());
        } catch (UnreadableImageException e) {
            throw new IOException(place + file.name() + ": " + e.getMessage(), e);
        }
    }

    /** CPU time of this thread, which other work on the machine does not lengthen; wall time where the platform has none. */
    private static long cpuNanos() {
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
