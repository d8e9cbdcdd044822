package io.siamese.schemas.serde;

/** What a value is, told by its first bytes alone, so that nobody configures a format. */
public enum ValueFormat {
    /** {@code 00}, a registry's 4-byte id, Avro binary. */
    REGISTRY(0x00),
    /** {@code C3 01}, a fingerprint of 8 bytes, Avro binary. */
    SINGLE_OBJECT(0xC3, 0x01),
    PNG(0x89, 0x50),
    JPEG(0xFF, 0xD8),
    /** None of these. */
    UNKNOWN;

    private final int[] start;

    ValueFormat(int... start) {
        this.start = start;
    }

    /** The format of a value; a value of no bytes has none that is known. */
    public static ValueFormat of(byte[] value) {
        for (ValueFormat format : values()) {
            if (format != UNKNOWN && format.starts(value)) {
                return format;
            }
        }
        return UNKNOWN;
    }

    private boolean starts(byte[] value) {
        if (value.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((value[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
