package io.siamese.console.picture;

/** Says that a record gives no picture. The message says why, in words for people. */
public final class NoPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean gone;

    private NoPictureException(String message, boolean gone) {
        super(message);
        this.gone = gone;
    }

    static NoPictureException gone(String message) {
        return new NoPictureException(message, true);
    }

    static NoPictureException unreadable(String message) {
        return new NoPictureException(message, false);
    }

    /** Whether the record is no longer there, or is there and holds no image that can be decoded. */
    public boolean isGone() {
        return gone;
    }
}
