/** Decodes JPEG files. */
@NullMarked
package io.siamese.encoder.image.jpeg;

import org.jspecify.annotations.NullMarked;
