package io.siamese.schemas;

/**
 * The documented reasons: what stands in {@code reason} of a decision or a status, in {@code flags} of a template, and in
 * the headers of a dead letter. They are strings and not an enum of the contract, so that a later release may add one; a
 * reader treats a reason that it does not know as the outcome beside it.
 */
public final class Reasons {

    // The value of the record

    /** The record has no value, where only an exemplar may have none. */
    public static final String NULL_VALUE = "NULL_VALUE";

    /** The value starts like none of the contract's formats, or does not decode as what it starts like. */
    public static final String UNDECODABLE = "UNDECODABLE";

    /** The value names a schema by a fingerprint or an id that nobody published. */
    public static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";

    /** The schema that the value names could not be looked up now; no outcome of a record, it asks for another attempt. */
    public static final String SCHEMA_UNAVAILABLE = "SCHEMA_UNAVAILABLE";

    /** The value is in a registry's format, and no registry is configured. */
    public static final String NO_REGISTRY = "NO_REGISTRY";

    /** A header that describes a bare image, or names a schema, is not what the contract allows there. */
    public static final String MALFORMED_HEADER = "MALFORMED_HEADER";

    /** The probe's gallery is not 1 to 128 bytes of UTF-8 in normalization form C. */
    public static final String MALFORMED_GALLERY = "MALFORMED_GALLERY";

    /** The claimed subject is not 1 to 128 bytes of UTF-8 in normalization form C. */
    public static final String MALFORMED_SUBJECT = "MALFORMED_SUBJECT";

    /** The attributes are more than 16 KiB of UTF-8 in all. */
    public static final String ATTRIBUTES_TOO_LARGE = "ATTRIBUTES_TOO_LARGE";

    /** The record gives a URI instead of the image, and the service is not set up to fetch images. */
    public static final String CLAIM_CHECK_UNSUPPORTED = "CLAIM_CHECK_UNSUPPORTED";

    /** The image's SHA-256 is not the one that the record states. */
    public static final String DIGEST_MISMATCH = "DIGEST_MISMATCH";

    /** The record gives a URI instead of the image, and no digest of the image. */
    public static final String DIGEST_MISSING = "DIGEST_MISSING";

    /** The image's URI is not below an allowed one, or leads elsewhere: by a redirect or a link. */
    public static final String IMAGE_URI_NOT_ALLOWED = "IMAGE_URI_NOT_ALLOWED";

    /** The store says that it has no such image, or that it may not be read. */
    public static final String IMAGE_NOT_FOUND = "IMAGE_NOT_FOUND";

    /** The image could not be fetched for a long time, while its store gave others. */
    public static final String IMAGE_UNAVAILABLE = "IMAGE_UNAVAILABLE";

    /** The image is encrypted, and its key is not here: it was deleted, or never was. */
    public static final String KEY_UNKNOWN = "KEY_UNKNOWN";

    /** The image's envelope is cut or changed, or was made for another record, gallery or key. */
    public static final String DECRYPTION_FAILED = "DECRYPTION_FAILED";

    /** The crop's width or height is below 1. */
    public static final String MALFORMED_CROP = "MALFORMED_CROP";

    /** The points are too many, not finite, or all in one place. */
    public static final String MALFORMED_POINTS = "MALFORMED_POINTS";

    /** The exemplar is of a kind that this release does not know. */
    public static final String UNKNOWN_KIND = "UNKNOWN_KIND";

    /** The record is larger than what can be passed on. */
    public static final String RECORD_TOO_LARGE = "RECORD_TOO_LARGE";

    // The key of the record

    /** The key is missing or breaks the rules of keys. */
    public static final String MALFORMED_KEY = "MALFORMED_KEY";

    /** The key and the fields of the value name different things. */
    public static final String KEY_MISMATCH = "KEY_MISMATCH";

    /** Only a null value, which erases all below it, may be published on a prefix key. */
    public static final String PREFIX_WITH_VALUE = "PREFIX_WITH_VALUE";

    // The image

    /** The image has no bytes. */
    public static final String EMPTY_IMAGE = "EMPTY_IMAGE";

    /** The image is in a format that is not read, such as HEIC, or uses a feature of its format that is not read. */
    public static final String UNSUPPORTED_FORMAT = "UNSUPPORTED_FORMAT";

    /** The image has more bytes or more pixels than allowed, or decoding it would pass over its pixels too often. */
    public static final String IMAGE_TOO_LARGE = "IMAGE_TOO_LARGE";

    /** The image is truncated or otherwise damaged. */
    public static final String CORRUPT_IMAGE = "CORRUPT_IMAGE";

    /** The image has too few pixels to be compared. */
    public static final String IMAGE_TOO_SMALL = "IMAGE_TOO_SMALL";

    /** The crop and the picture have fewer than 8 pixels a side in common. */
    public static final String CROP_TOO_SMALL = "CROP_TOO_SMALL";

    /** The encoder aligns pictures by its reference points, and the record has another number of points. */
    public static final String WRONG_POINTS = "WRONG_POINTS";

    /** The image shows nothing: all its pixels are alike. */
    public static final String BLANK_IMAGE = "BLANK_IMAGE";

    /** The encoder gave no embedding that can be compared: a number in it is not finite, or its length is 0. */
    public static final String NOT_COMPARABLE = "NOT_COMPARABLE";

    // What the image is compared with

    /** The gallery has no template that could be compared now: nothing was enrolled, or all is revoked or expired. */
    public static final String UNKNOWN_GALLERY = "UNKNOWN_GALLERY";

    /** The claimed subject has no template in this gallery that could be compared now. */
    public static final String UNKNOWN_SUBJECT = "UNKNOWN_SUBJECT";

    /** The gallery did not reach the asked epoch within the bounded wait. */
    public static final String EPOCH_NOT_REACHED = "EPOCH_NOT_REACHED";

    /** The asked epoch is beyond the end of the gallery log: no waiting reaches it. */
    public static final String EPOCH_BEYOND_LOG = "EPOCH_BEYOND_LOG";

    // Why a comparison is uncertain

    /** The score is so near the threshold that numerical noise decides. */
    public static final String THRESHOLD_WITHIN_NOISE = "THRESHOLD_WITHIN_NOISE";

    /** Another subject's score is so near the best one that numerical noise decides. */
    public static final String RUNNER_UP_WITHIN_NOISE = "RUNNER_UP_WITHIN_NOISE";

    /** The score lies in the zone that the policy keeps for people. */
    public static final String REVIEW_ZONE = "REVIEW_ZONE";

    /** A negative exemplar of the subject is nearer to the image than all its positive ones. */
    public static final String NEGATIVE_EXEMPLAR = "NEGATIVE_EXEMPLAR";

    // What became of an exemplar

    /** Revoked, though there was no template under this key. */
    public static final String NOT_ENROLLED = "NOT_ENROLLED";

    /** The exemplar was erased with all below a prefix. */
    public static final String ERASED = "ERASED";

    /** The image's contrast is below the policy's gate. */
    public static final String LOW_CONTRAST = "LOW_CONTRAST";

    /** The image's share of ink is below the policy's gate. */
    public static final String TOO_LITTLE_INK = "TOO_LITTLE_INK";

    /** Nearly the same image as another exemplar of the subject. */
    public static final String NEAR_DUPLICATE = "NEAR_DUPLICATE";

    /** So like an exemplar of another subject that a search would find that subject. */
    public static final String LOOKS_LIKE_ANOTHER = "LOOKS_LIKE_ANOTHER";

    /** Templates are encrypted here, and the gallery has no key. */
    public static final String NO_KEY = "NO_KEY";

    // What became of a policy

    /** The request contradicts itself, or a value is out of its range. */
    public static final String INVALID_POLICY = "INVALID_POLICY";

    /** The calibration does not support a rate that is asked for. */
    public static final String UNSUPPORTED_TARGET = "UNSUPPORTED_TARGET";

    /** The model has no calibration: only a fixed threshold is possible. */
    public static final String NO_CALIBRATION = "NO_CALIBRATION";

    /** The request is no longer in its topic, so the policy was removed. */
    public static final String REQUEST_GONE = "REQUEST_GONE";

    // What became of a request about an encoder

    /** No instance has an encoder of this id loaded, and the gallery log holds no template of it. */
    public static final String UNKNOWN_ENCODER = "UNKNOWN_ENCODER";

    /** No instance has this encoder loaded. */
    public static final String NOT_LOADED = "NOT_LOADED";

    /** An instance has this encoder loaded, which would go on writing templates. */
    public static final String STILL_LOADED = "STILL_LOADED";

    /** The encoder has not embedded all exemplars within the time for which a request is held. */
    public static final String NOT_COVERED = "NOT_COVERED";

    /** The encoder's calibration does not support a policy in force. */
    public static final String UNSUPPORTED_POLICY = "UNSUPPORTED_POLICY";

    /** The encoder decides now. */
    public static final String ALREADY_ACTIVE = "ALREADY_ACTIVE";

    /** The request is of a kind that this release does not know. */
    public static final String UNKNOWN_ACTION = "UNKNOWN_ACTION";

    /** The request is too old to be carried out. */
    public static final String REQUEST_TOO_OLD = "REQUEST_TOO_OLD";

    /** The encoder was retired, and its templates removed. */
    public static final String RETIRED = "RETIRED";

    // What became of an exemplar at a check

    /** The exemplar is no longer in its topic, so its template was removed. */
    public static final String EXEMPLAR_GONE = "EXEMPLAR_GONE";

    /** The exemplar's validity has ended. */
    public static final String EXPIRED = "EXPIRED";

    private Reasons() {}
}
