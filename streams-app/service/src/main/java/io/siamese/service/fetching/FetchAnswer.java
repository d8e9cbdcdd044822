package io.siamese.service.fetching;

import io.siamese.service.flow.Result;
import java.util.Optional;

/** What became of one attempt to fetch an image. */
sealed interface FetchAnswer {
    /** What the store says of the image; empty if it gave no answer. */
    default Optional<Result<byte[]>> toResult() {
        return Optional.empty();
    }

    /** The store gave the image. */
    record Found(byte[] image) implements FetchAnswer {
        @Override
        public Optional<Result<byte[]>> toResult() {
            return Optional.of(new Result.Success<>(image));
        }
    }

    /**
     * The store gave another answer, which another attempt would not change.
     *
     * @param reason one of {@link io.siamese.schemas.Reasons}
     */
    record Refused(String reason) implements FetchAnswer {
        @Override
        public Optional<Result<byte[]>> toResult() {
            return Optional.of(new Result.Rejection<>(reason));
        }
    }

    /**
     * The store gave no answer. That says nothing about the image.
     *
     * @param why for people, without the URI
     */
    record Failed(String why) implements FetchAnswer {}
}
