package io.siamese.encoder.image.imageio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Writes grey TIFF files of one page in strips, right or deliberately wrong. */
public final class TestTiff {
    private static final int DIRECTORY_AT = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** Numbers of each tag, in the order of the tags. */
    private final Map<Integer, int[]> entries = new TreeMap<>();

    public TestTiff(int width, int height) {
        with(256, width)
                .with(257, height)
                .with(258, 8)
                .with(259, 1)
                .with(262, 1)
                .with(277, 1)
                .with(278, height);
    }

    /** Gives a tag its numbers. */
    public TestTiff with(int tag, int... numbers) {
        entries.put(tag, numbers);
        return this;
    }

    /** The file with these strips. */
    public byte[] strips(byte[]... strips) {
        int[] lengths = new int[strips.length];
        for (int i = 0; i < strips.length; i++) {
            lengths[i] = strips[i].length;
        }
        return strips(lengths, strips);
    }

    /** The same with lengths that the directory claims. */
    public byte[] strips(int[] lengths, byte[]... strips) {
        int[] offsets = new int[strips.length];
        with(273, offsets).with(279, lengths);
        int listsAt = DIRECTORY_AT + 2 + ENTRY_BYTES * entries.size() + 4;
        int dataAt = listsAt
                + entries.values().stream()
                        .mapToInt(numbers -> 4 * numbers.length)
                        .sum();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int i = 0; i < strips.length; i++) {
            offsets[i] = dataAt + data.size();
            data.writeBytes(strips[i]);
        }
        ByteBuffer file = ByteBuffer.allocate(dataAt + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("II*\0".getBytes(ISO_8859_1)).putInt(DIRECTORY_AT);
        putDirectory(file, listsAt);
        return file.put(dataAt, data.toByteArray()).array();
    }

    private void putDirectory(ByteBuffer file, int listsAt) {
        ByteBuffer lists = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(listsAt);
        file.putShort((short) entries.size());
        entries.forEach((tag, numbers) -> {
            boolean small = numbers.length == 1 && numbers[0] == (short) numbers[0] && numbers[0] >= 0;
            file.putShort((short) (int) tag)
                    .putShort((short) (small ? SHORT : LONG))
                    .putInt(numbers.length);
            file.putInt(numbers.length == 1 ? numbers[0] : lists.position());
            for (int number : numbers) {
                lists.putInt(number);
            }
        });
    }
}
