package io.siamese.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.prepare.Preprocessors;
import io.siamese.encoder.vector.Similarity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Encodes images by ONNX Runtime. Calls from several threads run side by side on one session. */
public final class OnnxEncoder implements Encoder {
    private static final float[] NOT_COMPARABLE = {};
    /** Of an embedding that shall have length 1. Where a graph divides by "length or a small number", less is left of a length of 0. */
    private static final float LEAST_SQUARED_LENGTH = 0.5f;

    private final ModelFile model;
    private final Graph graph;
    private final Preprocessor preprocessor;
    private final Similarity similarity;
    private final int maxBatch;
    private final float noise;
    /** Read by encoding, written by closing: a session freed under a running call takes the process down. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    /** @param reference gives the golden embeddings that noise is measured against; null: this encoder is the reference */
    private OnnxEncoder(ModelFile model, Graph graph, EncoderSettings settings, @Nullable Encoder reference) {
        this.model = model;
        this.graph = graph;
        this.preprocessor = Preprocessors.create(model.card().preprocessing(), settings.imageLimits());
        this.similarity = model.card().similarity().similarity();
        this.maxBatch = settings.maxBatch();
        this.noise = new GoldenCheck(this).measureNoise(maxBatch, reference);
    }

    /**
     * Loads the model, runs it once, and reproduces the golden embeddings of its card.
     *
     * @throws IllegalArgumentException if the graph does not fit its card, or the goldens come out otherwise
     * @throws NativeLibraryException if ONNX Runtime cannot be loaded
     * @throws EncoderException if the provider is not available or the library refuses the graph
     */
    public static OnnxEncoder open(ModelFile model, EncoderSettings settings) {
        OrtEnvironment environment = OnnxRuntimeLoader.load();
        Sessions.Opened opened = new Sessions(environment, settings).openSession(model);
        Graph graph = new Graph(environment, opened, model, settings.maxBatch());
        try {
            GraphContract.checkGraph(opened.session(), model);
            graph.warmUpShapes();
            if (graph.provider() == Provider.CPU) {
                return new OnnxEncoder(model, graph, settings, null);
            }
            // Templates may come from an instance on the CPU, and the calibration does.
            try (Encoder reference = open(model, settings.withProvider(Provider.CPU))) {
                return new OnnxEncoder(model, graph, settings, reference);
            }
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    @Override
    public String encoderId() {
        return model.encoderId();
    }

    @Override
    public int dimension() {
        return model.card().dimension();
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public Preprocessor preprocessor() {
        return preprocessor;
    }

    @Override
    public Similarity similarity() {
        return similarity;
    }

    @Override
    public float noise() {
        return noise;
    }

    /** What the graph runs on; never {@link Provider#AUTO}. */
    public Provider provider() {
        return graph.provider();
    }

    /** Why {@link Provider#AUTO} took the CPU; empty where it did not have to, or was not asked for. */
    public Optional<String> insteadOfGpu() {
        return Optional.ofNullable(graph.instead());
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        float[][] embeddings = new float[preprocessed.size()][];
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("Encoder " + encoderId() + " is closed");
            }
            for (int from = 0; from < embeddings.length; from += maxBatch) {
                int to = Math.min(embeddings.length, from + maxBatch);
                float[][] batch = graph.runBatch(preprocessed.subList(from, to));
                System.arraycopy(batch, 0, embeddings, from, batch.length);
            }
        } finally {
            life.readLock().unlock();
        }
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = isUsable(embeddings[i]) ? embeddings[i] : NOT_COMPARABLE;
        }
        return embeddings;
    }

    /** A NaN is below every threshold and above none, and what has no length has no direction: neither must be compared. */
    private boolean isUsable(float[] embedding) {
        float self = similarity.of(embedding, embedding);
        boolean unitLength = model.card().similarity().kind().equals(SimilaritySpec.COSINE);
        return Float.isFinite(self) && (!unitLength || self > LEAST_SQUARED_LENGTH);
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                graph.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}
