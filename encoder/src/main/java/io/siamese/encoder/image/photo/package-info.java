/** Resizes photographs. */
@NullMarked
package io.siamese.encoder.image.photo;

import org.jspecify.annotations.NullMarked;
