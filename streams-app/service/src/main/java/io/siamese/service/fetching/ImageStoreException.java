package io.siamese.service.fetching;

/** Reports that a store does not give an image now. That says nothing about the record, so nothing may be decided. */
public final class ImageStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImageStoreException(String message) {
        super(message);
    }
}
