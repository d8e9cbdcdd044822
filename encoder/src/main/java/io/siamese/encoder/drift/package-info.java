/** Whether images still look like those of the calibration. */
@NullMarked
package io.siamese.encoder.drift;

import org.jspecify.annotations.NullMarked;
