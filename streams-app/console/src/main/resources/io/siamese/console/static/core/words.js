// What outcomes, reasons and rates are called on all pages.

const REASONS = {
  THRESHOLD_WITHIN_NOISE: 'as good as the threshold',
  RUNNER_UP_WITHIN_NOISE: 'two subjects are as good as each other',
  REVIEW_ZONE: 'kept for people by the policy',
  NEGATIVE_EXEMPLAR: 'a negative exemplar is as near',
  UNKNOWN_GALLERY: 'nothing is enrolled in this gallery',
  UNKNOWN_SUBJECT: 'the claimed subject is not enrolled',
  CORRUPT_IMAGE: 'the image is damaged',
  UNSUPPORTED_FORMAT: 'not a format that is read',
  IMAGE_TOO_LARGE: 'the image is too large',
  IMAGE_TOO_SMALL: 'the image is too small',
  BLANK_IMAGE: 'nothing is to be seen in the image',
  EMPTY_IMAGE: 'the image has no bytes',
  UNDECODABLE: 'the record cannot be read',
  NULL_VALUE: 'the record has no value',
  EPOCH_NOT_REACHED: 'the gallery was not ready in time',
  EPOCH_BEYOND_LOG: 'the gallery never came as far as was asked',
  UNKNOWN_SCHEMA: 'nobody published the schema of the record',
  SCHEMA_UNAVAILABLE: 'the schema cannot be looked up now',
  NO_REGISTRY: 'no schema registry is set',
  MALFORMED_HEADER: 'a header breaks the contract',
  MALFORMED_GALLERY: 'no possible name of a gallery',
  MALFORMED_SUBJECT: 'no possible name of a subject',
  MALFORMED_KEY: 'the key breaks the contract',
  MALFORMED_CROP: 'the crop has no size',
  MALFORMED_POINTS: 'the points cannot be used',
  KEY_MISMATCH: 'key and value name different things',
  ATTRIBUTES_TOO_LARGE: 'the attributes are too large',
  RECORD_TOO_LARGE: 'the record is too large',
  CLAIM_CHECK_UNSUPPORTED: 'images elsewhere are not fetched here',
  DIGEST_MISMATCH: 'the image is not the one that the record means',
  DIGEST_MISSING: 'the record states no digest of its image',
  IMAGE_URI_NOT_ALLOWED: 'images are not fetched from there',
  IMAGE_NOT_FOUND: 'the store has no such image',
  IMAGE_UNAVAILABLE: 'the image could not be fetched',
  KEY_UNKNOWN: 'the key of the encrypted image is not here',
  NO_KEY: 'the gallery has no key to encrypt with',
  DECRYPTION_FAILED: 'the encrypted image was changed',
  UNKNOWN_KIND: 'a kind of exemplar of a newer release',
  CROP_TOO_SMALL: 'too little of the image is in the crop',
  WRONG_POINTS: 'the encoder needs another number of points',
  NOT_COMPARABLE: 'the encoder found nothing to compare',
  NOT_ENROLLED: 'it was not enrolled',
  ERASED: 'it was erased',
  LOW_CONTRAST: 'too little contrast',
  TOO_LITTLE_INK: 'too little ink',
  NEAR_DUPLICATE: 'nearly the same as another exemplar',
  LOOKS_LIKE_ANOTHER: 'looks like another subject',
  EXEMPLAR_GONE: 'its image is no longer in the topic',
  EXPIRED: 'its validity has ended',
  PREFIX_WITH_VALUE: 'only a null may be published on a prefix',
};

/** A reason in words; one that is not known here stands as it is. */
export const reasonWords = (reason) => REASONS[reason] ?? reason;

/** What was asked: a claim, or a search. */
export function question(decision) {
  if (decision.claimedSubject !== null) {
    return `claims to be ${decision.claimedSubject}`;
  }
  return decision.outcome === 'REJECTED' ? 'compared with nobody' : `searched among ${decision.subjects} ${decision.subjects === 1 ? 'subject' : 'subjects'}`;
}

/** The error rate that is expected at the threshold, and what it counts. */
export function expectedError(decision) {
  return decision.expectedFmr !== null
    ? { value: decision.expectedFmr, name: 'false match rate' }
    : { value: decision.expectedFpir, name: 'false positive identification rate' };
}
