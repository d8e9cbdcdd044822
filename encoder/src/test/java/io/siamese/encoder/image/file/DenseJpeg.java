package io.siamese.encoder.image.file;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes the progressive JPEG that costs most among those that the limits allow: 4096 × 4096 pixels of three colours, 16 passes in
 * 46 scans, and as many samples in them as a mebibyte holds. The acceptance tests use it too.
 */
public final class DenseJpeg {
    private static final int BLOCKS = 4096 / 8 * (4096 / 8);
    private static final int COLOURS = 3;
    private static final int DENSE_SCANS = 14;
    /** All blocks of a scan have no sample in it: eight runs of 32,767 blocks and one of 8, each 0 and 14 bits. */
    private static final int RUN_BYTES = 17;

    private DenseJpeg() {}

    /** @param scans that have one coefficient of one colour each; 45 are allowed */
    public static byte[] ofScans(int scans) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, "ffd8 ffdb 0043 00" + "60".repeat(64));
        put(out, "ffc2 0011 08 1000 1000 03 01 11 00 02 11 00 03 11 00");
        // One symbol in each table, whose code is 0: no difference; one bit of a coefficient; 14 bits of a run of
        // blocks.
        put(out, "ffc4 0014 00 01" + "00".repeat(15) + "00");
        put(out, "ffc4 0014 10 01" + "00".repeat(15) + "01");
        put(out, "ffc4 0014 11 01" + "00".repeat(15) + "e0");
        put(out, "ffda 000c 03 01 00 02 00 03 00 00 00 00");
        fill(out, COLOURS * BLOCKS / 8, 0);
        for (int scan = 0; scan < scans; scan++) {
            scan(out, scan);
        }
        put(out, "ffd9");
        return out.toByteArray();
    }

    private static void scan(ByteArrayOutputStream out, int scan) {
        String colour = hex(1 + scan % COLOURS);
        String band = hex(1 + scan / COLOURS);
        boolean dense = scan < DENSE_SCANS;
        put(out, "ffda 0008 01" + colour + (dense ? "00" : "01") + band + band + "00");
        if (dense) {
            // The code 0 and the bit 1, for four blocks.
            fill(out, BLOCKS / 4, 0x55);
        } else {
            put(out, runs());
        }
    }

    /** Eight runs of 2^14 + 16,383 blocks and one of 2^14 + 0, which goes on beyond the last block. */
    private static String runs() {
        String bits = "011111111111111".repeat(8) + "000000000000000" + "1";
        StringBuilder hex = new StringBuilder();
        for (int at = 0; at < RUN_BYTES * 8; at += 8) {
            String eight = bits.substring(at, at + 8);
            hex.append(hex(Integer.parseInt(eight, 2))).append(eight.equals("11111111") ? "00" : "");
        }
        return hex.toString();
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }

    private static void put(ByteArrayOutputStream out, String hex) {
        out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static void fill(ByteArrayOutputStream out, int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        out.writeBytes(bytes);
    }
}
