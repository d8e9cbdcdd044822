/** Answers requests for policies, and says what thresholds come of them. */
@NullMarked
package io.siamese.service.policy;

import org.jspecify.annotations.NullMarked;
