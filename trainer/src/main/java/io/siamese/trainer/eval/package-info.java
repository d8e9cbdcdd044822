/** How good an encoder is on classes it never saw: trials, error rates, calibration. Counts only, no network. */
@NullMarked
package io.siamese.trainer.eval;

import org.jspecify.annotations.NullMarked;
