package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a lossless WebP picture (VP8L, RFC 9649, section 3). The time does not depend on anything but the number of pixels and
 * bytes: data that end early are refused where they end.
 */
public final class LosslessPicture {
    private static final int HEADER_BITS = 40;
    private static final int TRANSFORMS = 4;

    private final LosslessBits in;
    private final EntropyImage entropy;
    private final List<Transform> transforms = new ArrayList<>();

    private LosslessPicture(LosslessBits in) {
        this.in = in;
        this.entropy = new EntropyImage(in, new PrefixCodeReader(in));
    }

    /**
     * Pixels 0xAARRGGBB of a VP8L chunk.
     *
     * @param from where the chunk's data begin
     * @param length of its data in bytes
     */
    public static int[] decode(byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        LosslessBits in = new LosslessBits(file, from, length);
        for (int read = 0; read < HEADER_BITS; read += 8) {
            in.readBits(8);
        }
        return new LosslessPicture(in).decode(width, height);
    }

    /** Pixels of a picture that has no header of its own, as a channel of transparency. */
    static int[] decodeHeaderless(byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        return new LosslessPicture(new LosslessBits(file, from, length)).decode(width, height);
    }

    private int[] decode(int width, int height) throws UnreadableImageException {
        int coded = width;
        int seen = 0;
        while (in.readFlag()) {
            int kind = in.readBits(2);
            if ((seen & 1 << kind) != 0 || transforms.size() == TRANSFORMS) {
                throw UnreadableImageException.corrupt("WebP with a transform twice");
            }
            seen |= 1 << kind;
            Transform transform = Transform.read(kind, coded, height, in, entropy);
            transforms.add(transform);
            coded = transform.codedWidth();
        }
        int[] pixels = entropy.decode(coded, height, true);
        for (int i = transforms.size() - 1; i >= 0; i--) {
            pixels = transforms.get(i).undo(pixels, height);
        }
        return pixels;
    }
}
