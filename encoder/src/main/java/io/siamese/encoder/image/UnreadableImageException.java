package io.siamese.encoder.image;

/** Says that an image gives no pixels to compare. The image alone is the cause, so repeating the call fails again. */
public final class UnreadableImageException extends Exception {
    /** No bytes at all. */
    public static final String EMPTY_IMAGE = "EMPTY_IMAGE";
    /** A format that is not read (the detail names HEIC, AVIF, JPEG 2000 and JPEG XL), or a kind that is not (12-bit JPEG). */
    public static final String UNSUPPORTED_FORMAT = "UNSUPPORTED_FORMAT";
    /** More bytes, more pixels or more passes over them than {@link ImageLimits} allow. */
    public static final String IMAGE_TOO_LARGE = "IMAGE_TOO_LARGE";
    /** Truncated, damaged, or not what its header says. */
    public static final String CORRUPT_IMAGE = "CORRUPT_IMAGE";
    /** A side shorter than {@link ImageLimits#minSide()}. */
    public static final String IMAGE_TOO_SMALL = "IMAGE_TOO_SMALL";
    /** Box and picture have fewer than 8 pixels a side in common. */
    public static final String CROP_TOO_SMALL = "CROP_TOO_SMALL";
    /** The encoder aligns pictures, and the picture came with another number of points than its card names. */
    public static final String WRONG_POINTS = "WRONG_POINTS";
    /** The points are all in one place, or so far from each other that nothing of the picture is left beside them. */
    public static final String MALFORMED_POINTS = "MALFORMED_POINTS";
    /** Nothing to see: lightest and darkest pixel are too close. */
    public static final String BLANK_IMAGE = "BLANK_IMAGE";

    private static final long serialVersionUID = 1L;

    private final String reason;

    public UnreadableImageException(String reason, String detail) {
        super(reason + ": " + detail);
        this.reason = reason;
    }

    public static UnreadableImageException corrupt(String detail) {
        return new UnreadableImageException(CORRUPT_IMAGE, detail);
    }

    public static UnreadableImageException unsupported(String detail) {
        return new UnreadableImageException(UNSUPPORTED_FORMAT, detail);
    }

    /** One of the constants of this class, as it is written to decisions and statuses. */
    public String reason() {
        return reason;
    }
}
