/** Holds the values that all parts of image reading share: pixels, limits, errors, and the preprocessing of the model card. */
@NullMarked
package io.siamese.encoder.image;

import org.jspecify.annotations.NullMarked;
