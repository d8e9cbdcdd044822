package io.siamese.service.flow;

import io.siamese.schemas.sealing.Envelope;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import java.util.Optional;
import java.util.function.Supplier;

/** Decrypts images that their publishers encrypted. Thread-safe. */
public final class ImageOpening {
    private final Sealing sealing;

    public ImageOpening(Sealing sealing) {
        this.sealing = sealing;
    }

    /** Decrypts nothing: an image that is encrypted is rejected. */
    public static ImageOpening withoutKeys() {
        return new ImageOpening(Sealing.off());
    }

    /**
     * The image file. One that nobody encrypted is returned as it is.
     *
     * @param place that the image must have been encrypted for
     * @throws KeyOutageException if the key cannot be had now: nothing may be decided then
     */
    public Result<byte[]> openImage(byte[] image, SealedPlace place) {
        try {
            return new Result.Success<>(sealing.open(image, place));
        } catch (SealException e) {
            return new Result.Rejection<>(e.reason());
        }
    }

    /**
     * The image file for an estimate. It is returned as it is if it cannot be decrypted, because the worker that rejects it
     * says so.
     *
     * @param place asked for only if the image is encrypted; empty: its record is refused
     */
    public byte[] openForEstimate(byte[] image, Supplier<Optional<SealedPlace>> place) {
        if (!Envelope.isSealed(image)) {
            return image;
        }
        try {
            return place.get()
                    .map(found -> openImage(image, found).fold(opened -> opened, reason -> image))
                    .orElse(image);
        } catch (KeyOutageException e) {
            return image;
        }
    }
}
