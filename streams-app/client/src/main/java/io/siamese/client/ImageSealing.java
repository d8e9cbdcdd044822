package io.siamese.client;

import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import java.util.function.Supplier;

/** Encrypts images for the records that they are published in, if the settings have keys. Thread-safe. */
final class ImageSealing {
    private final Sealing sealing;

    ImageSealing(Sealing sealing) {
        this.sealing = sealing;
    }

    byte[] forProbe(DecisionRequest request) {
        return sealIfOn(request.image(), () -> SealedPlace.probe(request.gallery(), request.imageId()));
    }

    byte[] forExemplar(ExemplarKey key, byte[] image) {
        return sealIfOn(image, () -> SealedPlace.exemplar(key));
    }

    /** An image that lies elsewhere has no bytes here, and is encrypted there or not at all. */
    private byte[] sealIfOn(byte[] image, Supplier<SealedPlace> place) {
        if (image.length == 0 || !sealing.isOn()) {
            return image;
        }
        try {
            return sealing.seal(image, place.get());
        } catch (SealException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
