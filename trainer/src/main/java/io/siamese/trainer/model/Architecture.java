package io.siamese.trainer.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The shape of an encoder: everything that decides which parameters it has.
 *
 * @param preset the name under which users ask for it
 * @param channels planes of the input image, 1 or 3
 * @param size height and width of the input image in pixels
 * @param widths channels after the stem, then after each residual block; the stem halves the image
 * @param strides the stride of each residual block, one fewer than {@code widths}
 * @param dimension length of the embedding
 * @param pooling which numbers of the feature maps the projection takes
 */
public record Architecture(
        String preset,
        int channels,
        int size,
        List<Integer> widths,
        List<Integer> strides,
        int dimension,
        Pooling pooling) {

    /** What users may ask for; the last two are networks of their own. */
    public static final String PRESETS = "compact, koch2015, koch2015-35";

    public Architecture {
        widths = List.copyOf(widths);
        strides = List.copyOf(strides);
        if (widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("widths: at least 1 channel each, got " + widths);
        }
        if (widths.isEmpty() || strides.size() != widths.size() - 1) {
            throw new IllegalArgumentException("strides: one for each of the " + (widths.size() - 1)
                    + " residual blocks is needed, got " + strides);
        }
    }

    /** The last map is flattened. */
    public Architecture(
            String preset, int channels, int size, List<Integer> widths, List<Integer> strides, int dimension) {
        this(preset, channels, size, widths, strides, dimension, Pooling.FLAT);
    }

    /**
     * The default. 56 pixels, since most false matches differ by one short stroke, with few channels where the maps are large:
     * less time than 24 channels at 40 pixels take to train, and a lower error. Strides instead of pooling (pooling at full
     * resolution is memory-bound). Channels are multiples of 16, which is what the native library's kernels work on.
     */
    public static Architecture compact() {
        return new Architecture("compact", 1, 56, List.of(16, 16, 48, 96), List.of(1, 2, 2), 128);
    }

    /** @throws IllegalArgumentException for a name that is no preset */
    public static Architecture forPreset(String name) {
        if (!"compact".equals(name)) {
            throw new IllegalArgumentException("preset: unknown '" + name + "', allowed: " + PRESETS);
        }
        return compact();
    }

    /** The same for images of so many planes: 1 or 3. */
    public Architecture withChannels(int planes) {
        return new Architecture(preset, planes, size, widths, strides, dimension, pooling);
    }

    /** The same with other numbers of channels; as many as it has. */
    public Architecture withWidths(List<Integer> channelsOfBlocks) {
        return new Architecture(preset, channels, size, channelsOfBlocks, strides, dimension, pooling);
    }

    /** The same for images of so many pixels a side. */
    public Architecture withSize(int pixels) {
        return new Architecture(preset, channels, pixels, widths, strides, dimension, pooling);
    }

    /** The same with other numbers of the feature maps. */
    public Architecture withPooling(Pooling numbers) {
        return new Architecture(preset, channels, size, widths, strides, dimension, numbers);
    }

    /** Checkpoints name their run by this text: it stays what it was before there was a choice. */
    @Override
    public String toString() {
        return "Architecture[preset=" + preset + ", channels=" + channels + ", size=" + size + ", widths=" + widths
                + ", strides=" + strides + ", dimension=" + dimension
                + (pooling == Pooling.FLAT ? "" : ", pooling=" + pooling) + "]";
    }

    /** SHA-256 of the shape, hex: DJL would load the parameters of another architecture without an error. */
    public String shapeDigest() {
        try {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
