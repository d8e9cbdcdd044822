package io.siamese.encoder.image.file;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Damages a file: some bytes changed, most of them near the headers; sometimes cut, sometimes with a part twice. The checksums of a PNG
 * would keep nearly all damage from its decoder, so some of it is done behind them. The acceptance tests use it too.
 */
public final class FileDamage {
    private static final int NEAR_HEADERS = 200;
    private static final int MOST_CHANGES = 6;

    private final SplittableRandom random;

    public FileDamage(SplittableRandom random) {
        this.random = random;
    }

    public byte[] damage(byte[] whole) {
        byte[] damaged = whole.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            change(damaged);
        }
        return switch (random.nextInt(MOST_CHANGES)) {
            case 0 -> Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
            case 1 -> withPartTwice(damaged);
            case 2 -> PngRepair.withRightChecksums(damaged);
            case 3 -> PngRepair.withChangedRows(whole, this::change);
            default -> damaged;
        };
    }

    private void change(byte[] file) {
        int within = random.nextInt(3) == 0 ? file.length : Math.min(file.length, NEAR_HEADERS);
        int value = new int[] {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)}[random.nextInt(6)];
        file[random.nextInt(within)] = (byte) value;
    }

    private byte[] withPartTwice(byte[] file) {
        int from = random.nextInt(file.length);
        int length = random.nextInt(file.length - from);
        byte[] longer = Arrays.copyOf(file, file.length + length);
        System.arraycopy(file, from, longer, from + length, file.length - from);
        return longer;
    }
}
