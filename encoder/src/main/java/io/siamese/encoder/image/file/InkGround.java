package io.siamese.encoder.image.file;

/** Lays ink on the ground that shows it, by {@link io.siamese.encoder.image.Transparency#INK_DECIDES}. */
final class InkGround {
    private static final int HALF = 128;

    private InkGround() {}

    /**
     * @param onWhite luma of the picture on white; with the next one it says how opaque a pixel is
     * @param onBlack luma of the picture on black
     * @param darkInk whether the result shall have dark ink on light ground
     * @return one of the two, or the other one inverted; may be one of the arrays, changed
     */
    static byte[] layOnGround(byte[] onWhite, byte[] onBlack, boolean darkInk) {
        byte[] usual = darkInk ? onWhite : onBlack;
        if (!isLikeGround(onWhite, onBlack, darkInk)) {
            return usual;
        }
        byte[] other = darkInk ? onBlack : onWhite;
        for (int i = 0; i < other.length; i++) {
            other[i] = (byte) ~other[i];
        }
        return other;
    }

    /** Whether there are pixels at least half opaque, and each of them is on the ground's side of mid-grey. */
    private static boolean isLikeGround(byte[] onWhite, byte[] onBlack, boolean lightGround) {
        boolean seen = false;
        for (int i = 0; i < onWhite.length; i++) {
            int colour = onBlack[i] & 0xFF;
            int opacity = 255 - (onWhite[i] & 0xFF) + colour;
            if (opacity >= HALF) {
                seen = true;
                // The luma is colour / opacity of 255.
                if (2 * colour >= opacity != lightGround) {
                    return false;
                }
            }
        }
        return seen;
    }
}
