package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

/**
 * Holds one scan: its header (ITU-T T.81, B.2.3), the tables that were in force when it began, and where its data lie.
 *
 * @param components indices into the frame's components
 * @param dcTables by component of the scan; null where the file has none
 * @param acTables likewise
 * @param factors quantisation tables in force, by number, 64 factors in the order of the file each
 * @param restartInterval units between two restart markers; 0 for none
 * @param first of the coefficients, last of them, and the bits of them that came before and that come now, as Ss, Se, Ah and Al
 * @param from first byte of the data
 * @param end of the data
 */
record Scan(
        int[] components,
        @Nullable HuffmanTable[] dcTables,
        @Nullable HuffmanTable[] acTables,
        short[] @Nullable [] factors,
        int restartInterval,
        int first,
        int last,
        int highBit,
        int lowBit,
        int from,
        int end) {

    /** The numbers of a scan header that are not checked yet. */
    record Header(int[] components, int[] dcTables, int[] acTables, int first, int last, int highBit, int lowBit) {}

    static Header parseHeader(JpegBytes in, Frame frame) throws UnreadableImageException {
        int count = in.nextByte();
        if (count < 1 || count > 4) {
            throw UnreadableImageException.corrupt("JPEG scan of " + count + " components");
        }
        int[] components = new int[count];
        int[] dcTables = new int[count];
        int[] acTables = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = frame.indexOf(in.nextByte());
            int tables = in.nextByte();
            dcTables[i] = tables >> 4;
            acTables[i] = tables & 0xF;
            if (components[i] < 0 || dcTables[i] > 3 || acTables[i] > 3) {
                throw UnreadableImageException.corrupt("JPEG scan of a component or table that does not exist");
            }
        }
        int first = in.nextByte();
        int last = in.nextByte();
        int bits = in.nextByte();
        return new Header(components, dcTables, acTables, first, last, bits >> 4, bits & 0xF);
    }

    BitSource bitSource(byte[] jpeg) {
        return new BitSource(jpeg, from, end);
    }

    boolean isInterleaved() {
        return components.length > 1;
    }
}
