package io.siamese.trainer.data;

/**
 * One of the six orders of three channels. Red apples with red and green exchanged are green apples: another class, of which
 * there are as many photographs.
 *
 * @param index from 0, which is the order as it is, to {@value #COUNT} - 1
 */
record ChannelOrder(int index) {

    static final int COUNT = 6;

    private static final int[][] SOURCES = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    /** @param values {@code [3, height, width]}, not written to; a new array unless the order stays */
    byte[] applyTo(byte[] values) {
        if (index == 0) {
            return values;
        }
        int plane = values.length / SOURCES[index].length;
        byte[] ordered = new byte[values.length];
        for (int channel = 0; channel < SOURCES[index].length; channel++) {
            System.arraycopy(values, SOURCES[index][channel] * plane, ordered, channel * plane, plane);
        }
        return ordered;
    }
}
