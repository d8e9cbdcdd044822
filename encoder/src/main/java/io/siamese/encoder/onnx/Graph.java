package io.siamese.encoder.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.siamese.encoder.image.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a loaded session: it takes batches of images and gives rows of embeddings. It owns the session and closes it.
 */
final class Graph implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Provider provider;
    private final @Nullable String instead;
    private final String encoderId;
    private final Preprocessing input;
    private final int dimension;
    private final int maxBatch;
    private final int imageBytes;
    private final BufferPool buffers;

    Graph(OrtEnvironment environment, Sessions.Opened opened, ModelFile model, int maxBatch) {
        this.environment = environment;
        this.session = opened.session();
        this.provider = opened.provider();
        this.instead = opened.instead();
        this.encoderId = model.encoderId();
        this.input = model.card().preprocessing();
        this.dimension = model.card().dimension();
        this.maxBatch = maxBatch;
        this.imageBytes = input.channels() * input.height() * input.width();
        this.buffers = new BufferPool(Math.multiplyExact(paddedBatch(maxBatch), imageBytes));
    }

    Provider provider() {
        return provider;
    }

    @Nullable
    String instead() {
        return instead;
    }

    /** A GPU tunes itself for each shape it meets, which takes seconds: it meets powers of two only, and all of them now. */
    void warmUpShapes() {
        if (provider != Provider.CPU) {
            for (int batch = 1; batch <= paddedBatch(maxBatch); batch *= 2) {
                runBatch(Collections.nCopies(Math.min(batch, maxBatch), new byte[imageBytes]));
            }
        }
    }

    private int paddedBatch(int images) {
        int below = Integer.highestOneBit(images);
        return provider == Provider.CPU || below == images ? images : 2 * below;
    }

    /** @param images 1 to maxBatch, each uint8 {@code [C, H, W]} */
    float[][] runBatch(List<byte[]> images) {
        checkSizes(images);
        ByteBuffer buffer = buffers.take();
        images.forEach(buffer::put);
        int batch = paddedBatch(images.size());
        ByteBuffer pixels = buffer.duplicate().position(0).limit(batch * imageBytes);
        long[] shape = {batch, input.channels(), input.height(), input.width()};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result =
                        session.run(Map.of(GraphContract.INPUT, tensor), Set.of(GraphContract.OUTPUT))) {
            return copyRows(((OnnxTensor) result.get(0)).getFloatBuffer(), images.size());
        } catch (OrtException e) {
            throw new EncoderException("Encoder " + encoderId + " failed on a batch of " + images.size(), e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void checkSizes(List<byte[]> images) {
        for (byte[] image : images) {
            if (image.length != imageBytes) {
                throw new IllegalArgumentException(
                        "Encoder " + encoderId + " takes images of " + imageBytes + " bytes, not of " + image.length);
            }
        }
    }

    private float[][] copyRows(FloatBuffer output, int images) {
        float[][] rows = new float[images][dimension];
        for (float[] row : rows) {
            output.get(row);
        }
        return rows;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EncoderException("Encoder " + encoderId + " does not close", e);
        }
    }
}
