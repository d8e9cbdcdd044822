package io.siamese.service.verification;

import io.siamese.service.gallery.Galleries;

/**
 * Holds what a decision names besides its policy: the encoder, and the gallery log with its epoch.
 *
 * @param encoderId the encoder loaded here
 * @param imagesTopic topic id of the topic of images
 * @param galleryLog topic id of the gallery log
 * @param galleries the galleries searched
 */
public record DecidedBy(String encoderId, String imagesTopic, String galleryLog, Galleries galleries) {
    /**
     * Refuses to decide once the log names another encoder than the one loaded here.
     *
     * @throws InactiveEncoderException then; the stream thread stops and nothing of it is committed
     */
    void checkActive(Galleries.Found found) {
        if (!encoderId.equals(found.activeEncoder())) {
            throw new InactiveEncoderException("the gallery log names encoder " + found.activeEncoder() + " at epoch "
                    + found.epoch() + ", and this instance has " + encoderId);
        }
    }
}
