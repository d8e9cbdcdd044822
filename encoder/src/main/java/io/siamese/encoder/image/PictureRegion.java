package io.siamese.encoder.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which part of a picture is meant, as a detector says it: by a box, by landmarks, or by both. Both are in pixels of the picture
 * as it is seen, after the file's orientation has been applied.
 *
 * @param box null: the whole picture
 * @param landmarks in the order of the reference points of an {@link Alignment}; empty: none are known
 */
public record PictureRegion(@Nullable Box box, List<Landmark> landmarks) {
    private static final int MIN_SIDE = 8;
    private static final PictureRegion WHOLE = new PictureRegion(null, List.of());

    /**
     * A box of whole pixels. It may reach beyond the picture.
     *
     * @param x columns to the left of it
     * @param y rows above it
     */
    public record Box(int x, int y, int width, int height) {}

    /** A point of a picture. (0, 0) is the centre of the pixel in the upper left corner. */
    public record Landmark(double x, double y) {}

    public PictureRegion {
        landmarks = List.copyOf(landmarks);
    }

    /** All of the picture. */
    public static PictureRegion whole() {
        return WHOLE;
    }

    /**
     * Cuts the box out of a picture.
     *
     * @param planes of one size
     * @throws UnreadableImageException if box and picture have fewer than {@value #MIN_SIDE} pixels a side in common
     */
    public List<GrayImage> cropPlanes(List<GrayImage> planes) throws UnreadableImageException {
        if (box == null) {
            return planes;
        }
        Box part = clipped(box, planes.get(0).width(), planes.get(0).height());
        List<GrayImage> cut = new ArrayList<>();
        for (GrayImage plane : planes) {
            cut.add(plane.crop(part));
        }
        return cut;
    }

    private static Box clipped(Box box, int width, int height) throws UnreadableImageException {
        long left = Math.max(0, box.x());
        long top = Math.max(0, box.y());
        long wide = Math.min(width, (long) box.x() + box.width()) - left;
        long high = Math.min(height, (long) box.y() + box.height()) - top;
        if (wide < MIN_SIDE || high < MIN_SIDE) {
            throw new UnreadableImageException(
                    UnreadableImageException.CROP_TOO_SMALL,
                    "the crop " + box.x() + "," + box.y() + "," + box.width() + "," + box.height()
                            + " and the picture of " + width + " x " + height + " have fewer than " + MIN_SIDE
                            + " pixels a side in common");
        }
        return new Box((int) left, (int) top, (int) wide, (int) high);
    }
}
