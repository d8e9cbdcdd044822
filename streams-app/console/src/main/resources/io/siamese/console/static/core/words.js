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
};

/** A reason in words; one that is not known here stands as it is. */
export const reasonWords = (reason) => REASONS[reason] ?? reason;

/** What was asked: a claim, or a search. */
export function question(decision) {
  if (decision.claimedSubject !== null) {
    return `claims to be ${decision.claimedSubject}`;
  }
  return decision.gallery === '' ? 'not looked at' : `searched among ${decision.subjects} ${decision.subjects === 1 ? 'subject' : 'subjects'}`;
}

/** The error rate that is expected at the threshold, and what it counts. */
export function expectedError(decision) {
  return decision.expectedFmr !== null
    ? { value: decision.expectedFmr, name: 'false match rate' }
    : { value: decision.expectedFpir, name: 'false positive identification rate' };
}
