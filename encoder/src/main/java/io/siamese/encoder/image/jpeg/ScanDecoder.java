package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.List;

/**
 * Goes through the blocks of one scan in their order (ITU-T T.81, A.2), over restart markers. What libjpeg only warns of while
 * pixels are lost is an error here: data that end early, bits that are no code, a restart marker out of turn.
 */
abstract class ScanDecoder {
    private static final int FIRST_RESTART = 0xD0;

    final Scan scan;
    final BitSource bits;
    private final Frame frame;
    private final List<Component> components;
    private int unitsToRestart;
    private int restarts;

    ScanDecoder(Scan scan, Frame frame, List<Component> components, byte[] jpeg) {
        this.scan = scan;
        this.frame = frame;
        this.components = components;
        this.bits = scan.bitSource(jpeg);
        this.unitsToRestart = scan.restartInterval();
    }

    /**
     * Decodes the next block.
     *
     * @param index of the component in the scan
     * @param column of the block in the component
     * @param row of the block in the component
     */
    abstract void decodeBlock(int index, Component component, int column, int row) throws UnreadableImageException;

    /** Forgets what carries over from block to block. */
    abstract void restart();

    final Component component(int index) {
        return components.get(scan.components()[index]);
    }

    final void decode() throws UnreadableImageException {
        if (scan.isInterleaved()) {
            decodeUnits();
            return;
        }
        Component only = component(0);
        for (int row = 0; row < only.blocksHigh; row++) {
            for (int column = 0; column < only.blocksWide; column++) {
                startUnit();
                decodeBlock(0, only, column, row);
            }
        }
        checkEnd();
    }

    private void decodeUnits() throws UnreadableImageException {
        for (int row = 0; row < frame.mcusHigh(); row++) {
            for (int column = 0; column < frame.mcusWide(); column++) {
                startUnit();
                decodeUnit(column, row);
            }
        }
        checkEnd();
    }

    private void decodeUnit(int column, int row) throws UnreadableImageException {
        for (int i = 0; i < scan.components().length; i++) {
            Component component = component(i);
            for (int y = 0; y < component.vertical; y++) {
                for (int x = 0; x < component.horizontal; x++) {
                    decodeBlock(i, component, column * component.horizontal + x, row * component.vertical + y);
                }
            }
        }
    }

    private void startUnit() throws UnreadableImageException {
        if (scan.restartInterval() == 0) {
            return;
        }
        if (unitsToRestart == 0) {
            checkEnd();
            if (bits.nextMarker() != FIRST_RESTART + (restarts++ & 7)) {
                throw UnreadableImageException.corrupt("JPEG restart marker missing or out of turn");
            }
            restart();
            unitsToRestart = scan.restartInterval();
        }
        unitsToRestart--;
    }

    private void checkEnd() throws UnreadableImageException {
        if (bits.isExhausted()) {
            throw UnreadableImageException.corrupt("JPEG data end before the last pixel");
        }
    }

    static UnreadableImageException badCode() {
        return UnreadableImageException.corrupt("JPEG data that are no Huffman code");
    }

    /** @throws UnreadableImageException if the file names a table that it does not define */
    static HuffmanTable requireTable(@org.jspecify.annotations.Nullable HuffmanTable table)
            throws UnreadableImageException {
        if (table == null) {
            throw UnreadableImageException.corrupt("JPEG scan with a Huffman table that is not defined");
        }
        return table;
    }
}
