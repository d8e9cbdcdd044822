package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;
import java.util.List;

/** Decodes a scan that adds to the coefficients of earlier ones (ITU-T T.81, G.2): some of them, or one more bit. */
final class ProgressiveScan extends ScanDecoder {
    private final HuffmanTable[] tables;
    private final int[] predictions;
    private final int first;
    private final int last;
    private final int lowBit;
    private final boolean refines;
    /** Blocks that have no more coefficients in this scan, the current one included. */
    private int emptyBlocks;

    ProgressiveScan(Scan scan, Frame frame, List<Component> components, byte[] jpeg) throws UnreadableImageException {
        super(scan, frame, components, jpeg);
        this.first = scan.first();
        this.last = scan.last();
        this.lowBit = scan.lowBit();
        this.refines = scan.highBit() != 0;
        this.predictions = new int[scan.components().length];
        this.tables = new HuffmanTable[scan.components().length];
        for (int i = 0; i < tables.length; i++) {
            if (first > 0) {
                tables[i] = requireTable(scan.acTables()[i]);
            } else if (!refines) {
                tables[i] = requireTable(scan.dcTables()[i]);
            }
        }
    }

    @Override
    void restart() {
        Arrays.fill(predictions, 0);
        emptyBlocks = 0;
    }

    @Override
    void decodeBlock(int index, Component component, int column, int row) throws UnreadableImageException {
        int at = 64 * (row * component.storedWide + column);
        short[] coefficients = component.coefficients;
        if (first > 0) {
            if (refines) {
                refineAc(coefficients, at);
            } else {
                firstAc(coefficients, at);
            }
        } else if (refines) {
            coefficients[at] |= (short) (bits.readBit() ? 1 << lowBit : 0);
        } else {
            firstDc(index, coefficients, at);
        }
        if (bits.isExhausted()) {
            throw UnreadableImageException.corrupt("JPEG data end before the last pixel");
        }
    }

    private void firstDc(int index, short[] coefficients, int at) throws UnreadableImageException {
        bits.ensureBits();
        int size = tables[index].decodeSymbol(bits);
        if (size < 0 || size > 15) {
            throw badCode();
        }
        predictions[index] += bits.readSigned(size);
        coefficients[at] = (short) (predictions[index] << lowBit);
    }

    private void firstAc(short[] coefficients, int at) throws UnreadableImageException {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        for (int k = first; k <= last; k++) {
            int symbol = nextSymbol();
            int size = symbol & 0xF;
            int run = symbol >> 4;
            if (size > 0) {
                k += run;
                checkIndex(k);
                coefficients[at + ZigZag.PLACE[k]] = (short) (bits.readSigned(size) << lowBit);
            } else if (run == 15) {
                k += 15;
            } else {
                emptyBlocks = emptyRun(run) - 1;
                return;
            }
        }
    }

    private void refineAc(short[] coefficients, int at) throws UnreadableImageException {
        int k = first;
        while (emptyBlocks == 0 && k <= last) {
            int symbol = nextSymbol();
            int run = symbol >> 4;
            int size = symbol & 0xF;
            if (size > 1) {
                throw badCode();
            }
            if (size == 0 && run < 15) {
                emptyBlocks = emptyRun(run);
                break;
            }
            int value = size == 0 ? 0 : bits.readBit() ? 1 << lowBit : -1 << lowBit;
            k = refineNonZeros(coefficients, at, k, run);
            if (value != 0) {
                checkIndex(k);
                coefficients[at + ZigZag.PLACE[k]] = (short) value;
            }
            k++;
        }
        if (emptyBlocks > 0) {
            refineNonZeros(coefficients, at, k, Integer.MAX_VALUE);
            emptyBlocks--;
        }
    }

    /**
     * Gives each coefficient that is not 0 its next bit, until more than {@code zeros} that are 0 are passed.
     *
     * @return where it stopped: the first 0 that is not passed, or behind the last coefficient
     */
    private int refineNonZeros(short[] coefficients, int at, int from, int zeros) {
        int left = zeros;
        int k = from;
        for (; k <= last; k++) {
            int place = at + ZigZag.PLACE[k];
            int value = coefficients[place];
            if (value == 0) {
                if (--left < 0) {
                    break;
                }
            } else if (bits.readBit() && (value & 1 << lowBit) == 0) {
                coefficients[place] = (short) (value + (value > 0 ? 1 << lowBit : -1 << lowBit));
            }
        }
        return k;
    }

    private int nextSymbol() throws UnreadableImageException {
        bits.ensureBits();
        int symbol = tables[0].decodeSymbol(bits);
        if (symbol < 0) {
            throw badCode();
        }
        return symbol;
    }

    private int emptyRun(int bitsOfRun) {
        return (1 << bitsOfRun) + bits.readBits(bitsOfRun);
    }

    private void checkIndex(int k) throws UnreadableImageException {
        if (k > last) {
            throw badCode();
        }
    }
}
