/** From the bytes of an image file to the pixels an encoder takes: bounded decoding, then the preprocessing of the model card. */
@NullMarked
package io.siamese.encoder.image;

import org.jspecify.annotations.NullMarked;
