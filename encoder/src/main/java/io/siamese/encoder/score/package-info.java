/** Says what a subject's score is, for calibration and service alike. */
@NullMarked
package io.siamese.encoder.score;

import org.jspecify.annotations.NullMarked;
