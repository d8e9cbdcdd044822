package io.siamese.service.fetching;

/** What became of one attempt to fetch an image. */
sealed interface FetchAnswer {
    /** The store gave the image. */
    record Found(byte[] image) implements FetchAnswer {}

    /**
     * The store gave another answer, which another attempt would not change.
     *
     * @param reason one of {@link io.siamese.schemas.Reasons}
     */
    record Refused(String reason) implements FetchAnswer {}

    /**
     * The store gave no answer. That says nothing about the image.
     *
     * @param why for people, without the URI
     */
    record Failed(String why) implements FetchAnswer {}
}
