package io.siamese.schemas.serde;

import io.siamese.schemas.sealing.Envelope;

/**
 * Says what a value is, told by its first bytes alone, so that nobody configures a format. Bare images come first, because an ISO
 * media file such as HEIC begins with 00 like a registry's format.
 */
public enum ValueFormat {
    PNG(Signature.atPlace(0, "\u0089P")),
    JPEG(Signature.atPlace(0, "\u00FF\u00D8")),
    WEBP(Signature.atPlace(0, "RIFF").and(Signature.atPlace(8, "WEBP"))),
    GIF(Signature.atPlace(0, "GIF8")),
    BMP(Signature.atPlace(0, "BM").and(Signature.atPlace(15, "\0\0\0"))),
    TIFF(Signature.atPlace(0, "II*\0")
            .or(Signature.atPlace(0, "MM\0*"))
            .or(Signature.atPlace(0, "II+\0"))
            .or(Signature.atPlace(0, "MM\0+"))),
    /** HEIC, AVIF and their kin. An image that the decoder refuses by name. */
    ISO_MEDIA(Signature.atPlace(0, "\0\0").and(Signature.atPlace(4, "ftyp")).and(Signature.isoBrand())),
    /** An image that the decoder refuses by name. */
    JPEG_2000(Signature.atPlace(0, "\0\0\0\u000CjP  ").or(Signature.atPlace(0, "\u00FF\u004F\u00FF\u0051"))),
    /** An image that the decoder refuses by name. */
    JPEG_XL(Signature.atPlace(0, "\0\0\0\u000CJXL ").or(Signature.atPlace(0, "\u00FF\n"))),
    /** An image that is encrypted, in an {@link io.siamese.schemas.sealing.Envelope}. */
    SEALED(Envelope::isSealed),
    /** {@code 00}, a registry's 4-byte id, Avro binary. */
    REGISTRY(Signature.atPlace(0, "\0")),
    /** {@code C3 01}, a fingerprint of 8 bytes, Avro binary. */
    SINGLE_OBJECT(Signature.atPlace(0, "\u00C3\u0001")),
    /** None of these. */
    UNKNOWN(value -> true);

    /** A format is told by this many first bytes. */
    public static final int TELLING_BYTES = 32;

    private final Signature signature;

    ValueFormat(Signature signature) {
        this.signature = signature;
    }

    /** The format of a value; a value of no bytes has none that is known. */
    public static ValueFormat of(byte[] value) {
        for (ValueFormat format : values()) {
            if (format.signature.matches(value)) {
                return format;
            }
        }
        return UNKNOWN;
    }

    /** Whether the value is an image of a format that is read. */
    public boolean isDecoded() {
        return ordinal() < ISO_MEDIA.ordinal();
    }

    /** Whether the value is an image by itself, read or refused by the decoder, or encrypted. */
    public boolean isImage() {
        return ordinal() < REGISTRY.ordinal();
    }
}
