package io.siamese.trainer.data;

import java.util.random.RandomGenerator;

/**
 * A change of light: {@code v -> 127.5 + gain (v - 127.5) + lift}, rounded and kept within 0 to 255, alike for all channels.
 *
 * @param gain of the distance from the middle
 * @param lift in values
 */
record Tone(double gain, double lift) {

    private static final int RANGE = 255;
    private static final double MIDDLE = RANGE / 2.0;

    /** @param brightness largest lift either way, as a share of the range; so is {@code contrast} of the gain */
    static Tone draw(double brightness, double contrast, RandomGenerator random) {
        return new Tone(1 + contrast * drawSigned(random), RANGE * brightness * drawSigned(random));
    }

    private static double drawSigned(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    /** A new array. */
    byte[] applyTo(byte[] values) {
        byte[] changed = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = MIDDLE + gain * ((values[i] & 0xFF) - MIDDLE) + lift;
            changed[i] = (byte) Math.round(Math.max(0, Math.min(RANGE, value)));
        }
        return changed;
    }
}
