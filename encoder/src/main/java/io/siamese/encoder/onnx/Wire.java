package io.siamese.encoder.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names the place of one field in a protobuf message (protobuf.dev, "Encoding"). A message is walked without its
 * schema, which saves the protobuf runtime and its generated classes.
 *
 * @param number of the field
 * @param type 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes
 * @param start of the field with its tag
 * @param value start of the payload
 * @param end of the payload
 */
record Wire(int number, int type, int start, int value, int end) {

    /** The fields of the message in {@code bytes[from, to)}, in order. */
    static List<Wire> parseFields(byte[] bytes, int from, int to) {
        List<Wire> fields = new ArrayList<>();
        Cursor cursor = new Cursor(bytes, from, to);
        while (cursor.at < to) {
            int start = cursor.at;
            long tag = cursor.readVarint();
            int type = (int) (tag & 7);
            long number = tag >>> 3;
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("not a protobuf message");
            }
            int value = cursor.skipValue(type);
            fields.add(new Wire((int) number, type, start, value, cursor.at));
        }
        return fields;
    }

    boolean isMessage() {
        return type == 2;
    }

    static byte[] lengthDelimited(int number, byte[] payload) {
        byte[] tag = encodeVarint((long) number << 3 | 2);
        byte[] length = encodeVarint(payload.length);
        byte[] out = new byte[tag.length + length.length + payload.length];
        System.arraycopy(tag, 0, out, 0, tag.length);
        System.arraycopy(length, 0, out, tag.length, length.length);
        System.arraycopy(payload, 0, out, tag.length + length.length, payload.length);
        return out;
    }

    private static byte[] encodeVarint(long value) {
        byte[] out = new byte[10];
        int n = 0;
        for (long rest = value; ; rest >>>= 7) {
            if (rest < 128) {
                out[n++] = (byte) rest;
                return Arrays.copyOf(out, n);
            }
            out[n++] = (byte) (rest | 128);
        }
    }

    private static final class Cursor {
        private final byte[] bytes;
        private final int to;
        private int at;

        Cursor(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.to = to;
            this.at = from;
        }

        long readVarint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at >= to) {
                    break;
                }
                byte next = bytes[at++];
                value |= (next & 127L) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("not a protobuf message");
        }

        /** Moves behind the value and returns where its payload starts. */
        int skipValue(int type) {
            int start = at;
            long length = switch (type) {
                case 0 -> {
                    readVarint();
                    yield at - start;
                }
                case 1 -> 8;
                case 2 -> {
                    long payload = readVarint();
                    start = at;
                    yield payload;
                }
                case 5 -> 4;
                default -> -1;
            };
            if (length < 0 || length > to - start) {
                throw new IllegalArgumentException("not a protobuf message, or cut off");
            }
            at = start + (int) length;
            return start;
        }
    }
}
