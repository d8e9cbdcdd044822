/** Whether the images that are decided on still look like those of the calibration. */
@NullMarked
package io.siamese.service.drift;

import org.jspecify.annotations.NullMarked;
