package io.siamese.encoder.image;

/**
 * Rounds samples of 16 bits to 8. Files of cameras and scanners often hold numbers of 12 or 10 bits as they came from the sensor,
 * with no word about it that can be relied on. So an image whose largest sample fits into 12 bits is read as one of so many bits as
 * that sample has, at least 10: less than that is the noise of a dark sensor.
 */
public final class SixteenBits {
    /** Bits of a sample where all of them are used. */
    public static final int ALL = 16;

    private static final int SENSOR = 12;
    private static final int LEAST = 10;

    private SixteenBits() {}

    /** Bits that samples are to be read as, by the largest one. */
    public static int usedBits(int largest) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(largest);
        return bits > SENSOR ? ALL : Math.max(LEAST, bits);
    }

    /** The sample as one of 8 bits, rounded half up. Divisors are constants, because a division by a variable takes ten times as long. */
    public static int toEight(int sample, int bits) {
        return switch (bits) {
            case ALL -> roundToEight(sample, 65_535);
            case 12 -> roundToEight(sample, 4095);
            case 11 -> roundToEight(sample, 2047);
            case 10 -> roundToEight(sample, 1023);
            default -> roundToEight(sample, (1 << bits) - 1);
        };
    }

    private static int roundToEight(int sample, int most) {
        return (510 * Math.min(sample, most) + most) / (2 * most);
    }
}
