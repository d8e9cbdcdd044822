package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;
import java.util.List;

/** Decodes a scan that has all of each block's coefficients (ITU-T T.81, F.2), and transforms the block at once. */
final class SequentialScan extends ScanDecoder {
    private final HuffmanTable[] dc;
    private final HuffmanTable[] ac;
    private final int[] predictions;
    private final short[] block = new short[64];
    private final InverseDct transform;

    SequentialScan(Scan scan, Frame frame, List<Component> components, byte[] jpeg, InverseDct transform)
            throws UnreadableImageException {
        super(scan, frame, components, jpeg);
        int count = scan.components().length;
        this.dc = new HuffmanTable[count];
        this.ac = new HuffmanTable[count];
        this.predictions = new int[count];
        this.transform = transform;
        for (int i = 0; i < count; i++) {
            dc[i] = requireTable(scan.dcTables()[i]);
            ac[i] = requireTable(scan.acTables()[i]);
        }
    }

    @Override
    void restart() {
        Arrays.fill(predictions, 0);
    }

    @Override
    void decodeBlock(int index, Component component, int column, int row) throws UnreadableImageException {
        bits.ensureBits();
        int size = dc[index].decodeSymbol(bits);
        if (size < 0 || size > 15) {
            throw badCode();
        }
        predictions[index] += bits.readSigned(size);
        Arrays.fill(block, (short) 0);
        block[0] = (short) predictions[index];
        boolean onlyDc = readAcCoefficients(ac[index]);
        if (bits.isExhausted()) {
            throw UnreadableImageException.corrupt("JPEG data end before the last pixel");
        }
        int at = component.blockStart(column, row);
        if (onlyDc) {
            transform.fillFlatBlock(block[0], component, at);
        } else {
            transform.transform(block, 0, component, at);
        }
    }

    /** Whether there is none. */
    private boolean readAcCoefficients(HuffmanTable table) throws UnreadableImageException {
        int k = 1;
        while (k < 64) {
            bits.ensureBits();
            int whole = table.lookUpCoefficient(bits);
            if (whole != 0) {
                k += whole >> 8 & 0xF;
                bits.skipBits(whole & 0xFF);
                putCoefficient(k++, whole >> 16);
                continue;
            }
            int symbol = table.decodeSymbol(bits);
            if (symbol < 0) {
                throw badCode();
            }
            int size = symbol & 0xF;
            k += symbol >> 4;
            if (size > 0) {
                putCoefficient(k++, bits.readSigned(size));
            } else if (symbol == 0xF0) {
                k++;
            } else {
                return k - (symbol >> 4) == 1;
            }
        }
        return false;
    }

    private void putCoefficient(int k, int value) throws UnreadableImageException {
        if (k > 63) {
            throw badCode();
        }
        block[ZigZag.PLACE[k]] = (short) value;
    }
}
