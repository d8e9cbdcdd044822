package io.siamese.schemas.serde;

import io.siamese.schemas.sealing.Envelope;

/**
 * Says what a value is, told by its first bytes alone, so that nobody configures a format. Bare images come first, because an ISO
 * media file such as HEIC begins with 00 like a registry's format.
 */
public enum ValueFormat {
    PNG(Signature.at(0, "\u0089P")),
    JPEG(Signature.at(0, "\u00FF\u00D8")),
    WEBP(Signature.at(0, "RIFF").and(Signature.at(8, "WEBP"))),
    GIF(Signature.at(0, "GIF8")),
    BMP(Signature.at(0, "BM").and(Signature.at(15, "\0\0\0"))),
    TIFF(Signature.at(0, "II*\0")
            .or(Signature.at(0, "MM\0*"))
            .or(Signature.at(0, "II+\0"))
            .or(Signature.at(0, "MM\0+"))),
    /** HEIC, AVIF and their kin. An image that the decoder refuses by name. */
    ISO_MEDIA(Signature.at(0, "\0\0").and(Signature.at(4, "ftyp")).and(Signature.brand())),
    /** An image that the decoder refuses by name. */
    JPEG_2000(Signature.at(0, "\0\0\0\u000CjP  ").or(Signature.at(0, "\u00FF\u004F\u00FF\u0051"))),
    /** An image that the decoder refuses by name. */
    JPEG_XL(Signature.at(0, "\0\0\0\u000CJXL ").or(Signature.at(0, "\u00FF\n"))),
    /** An image that is encrypted, in an {@link io.siamese.schemas.sealing.Envelope}. */
    SEALED(Envelope::isSealed),
    /** {@code 00}, a registry's 4-byte id, Avro binary. */
    REGISTRY(Signature.at(0, "\0")),
    /** {@code C3 01}, a fingerprint of 8 bytes, Avro binary. */
    SINGLE_OBJECT(Signature.at(0, "\u00C3\u0001")),
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
