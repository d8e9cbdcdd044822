package io.siamese.trainer.measure;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a graph that keeps the contract of model files but for the length of the embedding, which the run tells. */
public final class TrialRun implements AutoCloseable {

    private static final int LEAST_BATCH = 4;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Preprocessing steps;

    public TrialRun(byte[] model, Preprocessing steps) {
        this.steps = steps;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }

    /**
     * What came out.
     *
     * @param embeddings of each image alone
     * @param parity how far they are from those of the same images in one batch
     */
    public record Tried(float[][] embeddings, Parity parity) {

        public int dimension() {
            return embeddings[0].length;
        }
    }

    /** @throws IllegalArgumentException if an embedding is not finite, or another one in a batch than alone */
    public Tried embed(List<byte[]> images) {
        List<byte[]> pixels = preprocessAll(images);
        List<float[]> alone = new ArrayList<>();
        for (byte[] each : pixels) {
            alone.add(run(List.of(each))[0]);
        }
        float largest = largest(alone);
        double bound = Math.min(0.01, Parity.DEFAULT_BOUND * Math.max(1, largest));
        double difference = difference(alone, embedTogether(pixels));
        if (!(difference <= bound)) {
            throw new IllegalArgumentException("an image has another embedding in a batch than alone, by " + difference
                    + "; export the encoder with a dynamic first dimension");
        }
        float[][] asked = alone.subList(0, images.size()).toArray(float[][]::new);
        return new Tried(asked, new Parity(difference, pixels.size(), bound));
    }

    /** With drawn characters, where there are too few images to see whether one's embedding depends on another. */
    private List<byte[]> preprocessAll(List<byte[]> images) {
        Preprocessor preprocessor = Preprocessors.create(steps, ImageLimits.defaults());
        List<byte[]> pixels = new ArrayList<>();
        try {
            for (byte[] image : images) {
                pixels.add(preprocessor.apply(image));
            }
            StrokeCharacters characters = new StrokeCharacters(2);
            for (int subject = 0; pixels.size() < LEAST_BATCH; subject++) {
                pixels.add(preprocessor.apply(characters.png(subject, 0)));
            }
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException("--golden: an image is not readable: " + e.getMessage(), e);
        }
        return pixels;
    }

    private static float largest(List<float[]> rows) {
        float largest = 0;
        for (float[] row : rows) {
            for (float each : row) {
                if (!Float.isFinite(each)) {
                    throw new IllegalArgumentException(
                            "the embedding of a golden image is not finite: is the scaling right?");
                }
                largest = Math.max(largest, Math.abs(each));
            }
        }
        return largest;
    }

    private float[][] embedTogether(List<byte[]> pixels) {
        try {
            return run(pixels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the graph runs one image and not " + pixels.size()
                            + " in a batch; export the encoder with a dynamic first dimension (" + e.getMessage() + ")",
                    e);
        }
    }

    /** Infinite where a batch gives other rows than one for each image. */
    private static double difference(List<float[]> alone, float[][] batch) {
        if (batch.length != alone.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < batch.length; i++) {
            float[] one = alone.get(i);
            if (batch[i].length != one.length) {
                return Double.POSITIVE_INFINITY;
            }
            for (int j = 0; j < one.length; j++) {
                largest = Math.max(largest, Math.abs((double) one[j] - batch[i][j]));
            }
        }
        return largest;
    }

    private float[][] run(List<byte[]> pixels) {
        ByteBuffer direct = ByteBuffer.allocateDirect(pixels.size() * pixels.get(0).length);
        pixels.forEach(direct::put);
        direct.rewind();
        long[] shape = {pixels.size(), steps.channels(), steps.height(), steps.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", tensor), Set.of("embedding"))) {
            return Arrays.stream((float[][]) result.get(0).getValue())
                    .map(float[]::clone)
                    .toArray(float[][]::new);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close its session", e);
        }
    }
}
