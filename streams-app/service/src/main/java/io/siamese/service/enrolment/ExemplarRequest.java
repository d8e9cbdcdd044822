package io.siamese.service.enrolment;

import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.PictureNote;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.flow.Result;
import io.siamese.service.matching.Gates;

/** What a record of the topic exemplars asks for, as far as its key and value say it. */
sealed interface ExemplarRequest {
    /** The exemplar whose image has to be embedded; a rejection where there is none. */
    Result<SubmittedExemplar> exemplar();

    /**
     * An image is to be enrolled under a key.
     *
     * @param gates that the image has to pass: those of the gallery's policy when the record was read
     */
    record Enrolment(ExemplarKey key, Gates gates, Result<SubmittedExemplar> exemplar) implements ExemplarRequest {
        /** What its status repeats of the record. */
        PictureNote pictureNote() {
            return exemplar.fold(submitted -> PictureNote.of(submitted.exemplar()), reason -> PictureNote.none());
        }
    }

    /** An exemplar, or all below a prefix, is to be removed. */
    record Removal(ExemplarKey key) implements ExemplarRequest {
        @Override
        public Result<SubmittedExemplar> exemplar() {
            return new Result.Rejection<>(Reasons.NULL_VALUE);
        }
    }

    /** The key does not name an exemplar. */
    record Refusal(String reason) implements ExemplarRequest {
        @Override
        public Result<SubmittedExemplar> exemplar() {
            return new Result.Rejection<>(reason);
        }
    }
}
