package io.siamese.trainer.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.siamese.encoder.card.Parity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Compares what was trained with what was exported, image by image. */
public final class ParityCheck {

    private static final int BATCH = 64;

    private ParityCheck() {}

    /**
     * Runs the graph in ONNX Runtime on the same images.
     *
     * @param images uint8 {@code [channels, size, size]} each
     * @param trained the network's own embeddings of them
     * @throws IllegalStateException if an element differs by more than {@value Parity#DEFAULT_BOUND}
     */
    public static Parity measure(byte[] onnx, long[] imageShape, List<byte[]> images, float[][] trained) {
        try (OrtSession.SessionOptions options = options();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options)) {
            double largest = 0;
            for (int from = 0; from < images.size(); from += BATCH) {
                List<byte[]> chunk = images.subList(from, Math.min(images.size(), from + BATCH));
                float[][] exported = run(session, imageShape, chunk);
                for (int i = 0; i < chunk.size(); i++) {
                    largest = Math.max(largest, difference(exported[i], trained[from + i]));
                }
            }
            if (!(largest <= Parity.DEFAULT_BOUND)) {
                throw new IllegalStateException("the exported graph differs from the trained network by " + largest
                        + ", allowed is " + Parity.DEFAULT_BOUND);
            }
            return new Parity(largest, images.size());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the exported graph: " + e.getMessage(), e);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        return options;
    }

    private static float[][] run(OrtSession session, long[] imageShape, List<byte[]> chunk) throws OrtException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(chunk.size() * chunk.get(0).length);
        chunk.forEach(pixels::put);
        pixels.rewind();
        long[] shape = {chunk.size(), imageShape[0], imageShape[1], imageShape[2]};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private static double difference(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = Math.abs((double) one[i] - other[i]);
            // A NaN must fail the check, and Math.max keeps it.
            largest = Math.max(largest, difference);
        }
        return largest;
    }
}
