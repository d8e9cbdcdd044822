/** Decodes PNG files. */
@NullMarked
package io.siamese.encoder.image.png;

import org.jspecify.annotations.NullMarked;
