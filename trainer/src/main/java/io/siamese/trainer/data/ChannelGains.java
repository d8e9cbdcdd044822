package io.siamese.trainer.data;

import java.util.random.RandomGenerator;

/**
 * A change of colour: the values of each channel times a gain of its own, rounded and kept within 0 to 255. Another light does
 * so, and a camera's white balance.
 *
 * @param gains one for each channel
 */
record ChannelGains(double[] gains) {

    private static final int BRIGHTEST = 255;

    /** @param most largest change of a gain either way, as a share */
    static ChannelGains draw(int channels, double most, RandomGenerator random) {
        return new ChannelGains(random.doubles(channels, 1 - most, 1 + most).toArray());
    }

    /** A new array. @param values {@code [channels, height, width]} */
    byte[] applyTo(byte[] values) {
        byte[] changed = new byte[values.length];
        int plane = values.length / gains.length;
        for (int i = 0; i < values.length; i++) {
            changed[i] = (byte) Math.round(Math.min(BRIGHTEST, gains[i / plane] * (values[i] & 0xFF)));
        }
        return changed;
    }
}
