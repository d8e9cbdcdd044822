/** From a model file and images to what reports and calibrations are made of: embedded as when serving. */
@NullMarked
package io.siamese.trainer.measure;

import org.jspecify.annotations.NullMarked;
