package io.siamese.encoder.explain;

import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows which places of an image its similarity to another image depends on. A square patch of the encoder's input is covered, the
 * input is embedded again, and the similarity is compared with that of the whole input (occlusion sensitivity: Zeiler, Fergus 2014,
 * section 4.2). The patch moves over the whole input. The loss at a pixel is the mean over the patches that cover it of
 *
 * <pre>loss = similarity(whole) − similarity(covered)</pre>
 *
 * <p>A positive loss says that the two images agree there, because they are less alike without that place. A negative loss says that
 * they differ there, because they are more alike without it.
 *
 * <p>What the map does not show. Losses do not add up to the similarity. Two places that say the same hide each other: covering one of
 * them changes little. A covered input is an image that the encoder was not trained on. A place that is as light as the cover has no
 * loss of its own, so missing ink shows in the map of the other image. The map explains the encoder, not the person: it is no evidence
 * for or against a match.
 *
 * <p>Immutable.
 */
public final class OcclusionMap {

    /** A patch is this part of the shorter side. */
    private static final int PATCHES_A_SIDE = 5;
    /** Steps of the patch over a side, about. */
    private static final int STEPS = 16;

    private final int width;
    private final int height;
    private final float similarity;
    private final float[] losses;

    private OcclusionMap(int width, int height, float similarity, float[] losses) {
        this.width = width;
        this.height = height;
        this.similarity = similarity;
        this.losses = losses;
    }

    /**
     * Covers the input place by place. It takes some 200 to 300 runs of the graph, in the encoder's batches.
     *
     * @param input uint8 {@code [channels, height, width]}, as the encoder's preprocessor gives it; not changed
     * @param other embedding of the other image by the same encoder, float {@code [D]}
     * @throws IllegalArgumentException if the input has another size, or if the whole input gives nothing to compare
     */
    public static OcclusionMap compute(Encoder encoder, byte[] input, float[] other) {
        Preprocessor size = encoder.preprocessor();
        int side = Math.min(size.width(), size.height());
        int patch = Math.max(1, Math.round((float) side / PATCHES_A_SIDE));
        List<Patch> patches = Patch.patchesOver(size.width(), size.height(), patch, Math.max(1, side / STEPS));
        byte[] ground = borderMean(input, size);

        List<byte[]> inputs = new ArrayList<>(patches.size() + 1);
        inputs.add(input);
        patches.forEach(each -> inputs.add(each.covered(input, ground, size)));
        float[][] embeddings = encoder.encode(inputs);
        if (!Encoder.isComparable(embeddings[0])) {
            throw new IllegalArgumentException("the input gives no embedding to compare");
        }
        float whole = encoder.similarity().of(embeddings[0], other);
        float[] change = new float[patches.size()];
        for (int i = 0; i < change.length; i++) {
            // A cover that leaves nothing to compare says nothing about its place.
            float[] covered = embeddings[i + 1];
            change[i] =
                    Encoder.isComparable(covered) ? whole - encoder.similarity().of(covered, other) : Float.NaN;
        }
        return new OcclusionMap(
                size.width(), size.height(), whole, meanOverPatches(patches, change, size.width(), size.height()));
    }

    /** The mean of the outermost pixels of each channel: what the picture lies on, as far as its border tells. */
    private static byte[] borderMean(byte[] input, Preprocessor size) {
        int width = size.width();
        int height = size.height();
        byte[] ground = new byte[size.channels()];
        for (int channel = 0; channel < ground.length; channel++) {
            long sum = 0;
            int count = 0;
            for (int y = 0; y < height; y++) {
                int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
                for (int x = 0; x < width; x += step) {
                    sum += input[(channel * height + y) * width + x] & 0xFF;
                    count++;
                }
            }
            ground[channel] = (byte) Math.round((double) sum / count);
        }
        return ground;
    }

    private static float[] meanOverPatches(List<Patch> patches, float[] change, int width, int height) {
        float[] sums = new float[width * height];
        int[] counts = new int[width * height];
        for (int i = 0; i < change.length; i++) {
            if (!Float.isNaN(change[i])) {
                patches.get(i).addChange(change[i], sums, counts, width);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? 0 : sums[i] / counts[i];
        }
        return sums;
    }

    /** A square of the input, cut off at its borders. */
    private record Patch(int left, int top, int right, int bottom) {

        /** Patches at equal steps. Each pixel lies in one of them at least, because the last one ends at the border. */
        static List<Patch> patchesOver(int width, int height, int side, int step) {
            List<Patch> patches = new ArrayList<>();
            for (int top : startPositions(height, side, step)) {
                for (int left : startPositions(width, side, step)) {
                    patches.add(new Patch(left, top, Math.min(width, left + side), Math.min(height, top + side)));
                }
            }
            return patches;
        }

        private static List<Integer> startPositions(int length, int side, int step) {
            List<Integer> starts = new ArrayList<>();
            int last = Math.max(0, length - side);
            for (int start = 0; start < last; start += step) {
                starts.add(start);
            }
            starts.add(last);
            return starts;
        }

        byte[] covered(byte[] input, byte[] ground, Preprocessor size) {
            byte[] covered = input.clone();
            for (int channel = 0; channel < ground.length; channel++) {
                for (int y = top; y < bottom; y++) {
                    int row = (channel * size.height() + y) * size.width();
                    Arrays.fill(covered, row + left, row + right, ground[channel]);
                }
            }
            return covered;
        }

        void addChange(float change, float[] sums, int[] counts, int width) {
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    sums[y * width + x] += change;
                    counts[y * width + x]++;
                }
            }
        }
    }

    /** Pixels of a row of the encoder's input. */
    public int width() {
        return width;
    }

    /** Rows of the encoder's input. */
    public int height() {
        return height;
    }

    /** The similarity of the whole input and the other image. */
    public float similarity() {
        return similarity;
    }

    /** How much similarity is lost where the pixel is covered; below 0 where it is gained. In units of the similarity. */
    public float loss(int x, int y) {
        return losses[y * width + x];
    }

    /** The greatest loss or gain of any pixel, at least 0: the scale for a picture of the map. */
    public float greatest() {
        float greatest = 0;
        for (float loss : losses) {
            greatest = Math.max(greatest, Math.abs(loss));
        }
        return greatest;
    }
}
