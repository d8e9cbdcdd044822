package io.siamese.service.batching;

import io.siamese.encoder.image.PictureRegion;
import io.siamese.events.Crop;
import io.siamese.events.Point;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.service.fetching.ImageReference;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an image file, or says where it lies, and says which part of its picture is meant.
 *
 * @param image bytes of any format that is read; empty if there is a reference
 * @param reference where the image lies; null: it is in the record
 * @param place that the image was encrypted for, if it is
 */
public record ImageInput(
        ByteBuffer image, @Nullable ImageReference reference, PictureRegion region, SealedPlace place) {
    /** All of an image that is in its record. */
    public static ImageInput wholeImage(ByteBuffer image, SealedPlace place) {
        return new ImageInput(image, null, PictureRegion.whole(), place);
    }

    /** The part that an event names. */
    public static PictureRegion regionFrom(@Nullable Crop crop, List<Point> points) {
        if (crop == null && points.isEmpty()) {
            return PictureRegion.whole();
        }
        return new PictureRegion(
                crop == null
                        ? null
                        : new PictureRegion.Box(crop.getX(), crop.getY(), crop.getWidth(), crop.getHeight()),
                points.stream()
                        .map(point -> new PictureRegion.Landmark(point.getX(), point.getY()))
                        .toList());
    }
}
