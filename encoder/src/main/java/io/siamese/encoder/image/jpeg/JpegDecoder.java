package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;
import java.util.List;

/** Decodes the scans of a file into the samples of its components. */
final class JpegDecoder {
    private final JpegFile file;
    private final Frame frame;
    private final List<Component> components;
    private final InverseDct transform = new InverseDct();

    /** @param reduction 1, or how much smaller than the image the samples are to be: 2, 4 or 8 */
    JpegDecoder(JpegFile file, int reduction) {
        this.file = file;
        this.frame = file.frame();
        this.components = frame.components(reduction);
    }

    /** The components with all their samples. */
    List<Component> decode() throws UnreadableImageException {
        for (Component component : components) {
            component.samples =
                    new byte[Math.toIntExact((long) component.side * component.side * component.blockCount())];
        }
        if (frame.progressive()) {
            decodeProgressive();
        } else {
            for (Scan scan : file.scans()) {
                takeFactors(scan);
                new SequentialScan(scan, frame, components, file.bytes(), transform).decode();
            }
            checkAllSeen();
        }
        return components;
    }

    /** Quantisation tables are those in force when a component is first named (T.81, B.2.4.1). */
    private void takeFactors(Scan scan) throws UnreadableImageException {
        for (int index : scan.components()) {
            Component component = components.get(index);
            if (!component.isNamed()) {
                short[] factors = scan.factors()[component.quantisation];
                if (factors == null) {
                    throw UnreadableImageException.corrupt("JPEG scan with a quantisation table that is not defined");
                }
                component.factors = ZigZag.inBlockOrder(factors);
            }
        }
    }

    private void checkAllSeen() throws UnreadableImageException {
        for (Component component : components) {
            if (!component.isNamed()) {
                throw UnreadableImageException.corrupt("JPEG without data of one of its components");
            }
        }
    }

    private void decodeProgressive() throws UnreadableImageException {
        for (Component component : components) {
            component.coefficients = new short[Math.toIntExact(64 * component.blockCount())];
        }
        Progress progress = new Progress(components.size());
        for (Scan scan : file.scans()) {
            progress.checkScan(scan);
            takeFactors(scan);
            new ProgressiveScan(scan, frame, components, file.bytes()).decode();
        }
        checkAllSeen();
        progress.checkComplete(file.isEnded());
        for (Component component : components) {
            transform(component);
        }
    }

    private void transform(Component component) {
        short[] coefficients = component.coefficients;
        for (int row = 0, from = 0; row < component.storedHigh; row++) {
            for (int column = 0; column < component.storedWide; column++, from += 64) {
                transform.transform(coefficients, from, component, component.blockStart(column, row));
            }
        }
        component.coefficients = Component.NONE;
    }

    /** How much of each coefficient the scans so far have said; refuses scans that contradict each other (T.81, G.1.1.1). */
    private static final class Progress {
        private static final int UNKNOWN = -1;
        private final int[][] lowBits;

        Progress(int components) {
            lowBits = new int[components][64];
            for (int[] bits : lowBits) {
                Arrays.fill(bits, UNKNOWN);
            }
        }

        void checkScan(Scan scan) throws UnreadableImageException {
            boolean dc = scan.first() == 0;
            boolean allowed = dc
                    ? scan.last() == 0
                    : scan.components().length == 1 && scan.first() <= scan.last() && scan.last() < 64;
            if (!allowed || scan.lowBit() > 13 || scan.highBit() != 0 && scan.lowBit() != scan.highBit() - 1) {
                throw UnreadableImageException.corrupt("JPEG scan that the format does not allow");
            }
            for (int component : scan.components()) {
                checkAndRecord(scan, lowBits[component], dc);
            }
        }

        private static void checkAndRecord(Scan scan, int[] bits, boolean dc) throws UnreadableImageException {
            boolean consistent = dc || bits[0] != UNKNOWN;
            for (int k = scan.first(); k <= scan.last(); k++) {
                consistent &= scan.highBit() == Math.max(0, bits[k]);
                bits[k] = scan.lowBit();
            }
            if (!consistent) {
                throw UnreadableImageException.corrupt("JPEG scans that contradict each other");
            }
        }

        /** A file without an end marker may have lost scans. */
        void checkComplete(boolean ended) throws UnreadableImageException {
            for (int[] bits : lowBits) {
                for (int bit : bits) {
                    if (!ended && bit != 0) {
                        throw UnreadableImageException.corrupt("JPEG ends before its last scan");
                    }
                }
            }
        }
    }
}
