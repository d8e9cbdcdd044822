/** Fits likelihood ratios and thresholds on trials, and measures whether they hold for other groups. */
@NullMarked
package io.siamese.trainer.calibration;

import org.jspecify.annotations.NullMarked;
