package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the frame header (ITU-T T.81, B.2.2).
 *
 * @param progressive whether coefficients come in several scans
 * @param mostHorizontal largest horizontal sampling factor of a component
 * @param mostVertical likewise, vertical
 */
record Frame(
        boolean progressive, int width, int height, int mostHorizontal, int mostVertical, List<Sampling> samplings) {

    private static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int PROGRESSIVE = 0xC2;

    /** What the header says of one component. */
    record Sampling(int id, int horizontal, int vertical, int quantisation) {}

    static Frame parse(int marker, JpegBytes in) throws UnreadableImageException {
        int precision = in.nextByte();
        int height = in.nextShort();
        int width = in.nextShort();
        int count = in.nextByte();
        if (marker < BASELINE || marker > PROGRESSIVE || precision != 8 || count != 1 && count != 3 && count != 4) {
            throw UnreadableImageException.unsupported("JPEG of kind " + Integer.toHexString(marker) + ", " + count
                    + " components of " + precision + " bits");
        }
        if (width == 0 || height == 0) {
            throw UnreadableImageException.corrupt("JPEG without a size in its frame header");
        }
        List<Sampling> samplings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samplings.add(sampling(in));
        }
        return new Frame(
                marker != BASELINE && marker != EXTENDED,
                width,
                height,
                samplings.stream().mapToInt(Sampling::horizontal).max().orElseThrow(),
                samplings.stream().mapToInt(Sampling::vertical).max().orElseThrow(),
                List.copyOf(samplings));
    }

    private static Sampling sampling(JpegBytes in) throws UnreadableImageException {
        int id = in.nextByte();
        int factors = in.nextByte();
        int quantisation = in.nextByte();
        int horizontal = factors >> 4;
        int vertical = factors & 0xF;
        if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || quantisation > 3) {
            throw UnreadableImageException.corrupt("JPEG component that the format does not allow");
        }
        return new Sampling(id, horizontal, vertical, quantisation);
    }

    /**
     * New components without samples.
     *
     * @param reduction 1, or how much smaller than the image they are to be: 2, 4 or 8
     */
    List<Component> components(int reduction) {
        List<Component> components = new ArrayList<>();
        for (Sampling sampling : samplings) {
            components.add(new Component(
                    sampling, width, height, mostHorizontal, mostVertical, blockSide(sampling, reduction)));
        }
        return components;
    }

    /** Samples of a block's side. Colour that is stored at half the size is reduced half as much, so nothing is interpolated. */
    private int blockSide(Sampling sampling, int reduction) {
        int finer = Math.min(mostHorizontal / sampling.horizontal(), mostVertical / sampling.vertical());
        return reduction == 1 ? 8 : Math.min(8, 8 / reduction * Integer.highestOneBit(finer));
    }

    /** Width of the image when it is reduced. */
    int reducedWidth(int reduction) {
        return (width + reduction - 1) / reduction;
    }

    /** Height of the image when it is reduced. */
    int reducedHeight(int reduction) {
        return (height + reduction - 1) / reduction;
    }

    /** The place of the component with this id, or -1. */
    int indexOf(int id) {
        for (int i = 0; i < samplings.size(); i++) {
            if (samplings.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    int mcusWide() {
        return (width + 8 * mostHorizontal - 1) / (8 * mostHorizontal);
    }

    int mcusHigh() {
        return (height + 8 * mostVertical - 1) / (8 * mostVertical);
    }
}
