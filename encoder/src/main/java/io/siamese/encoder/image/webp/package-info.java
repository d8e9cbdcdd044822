/** Decodes lossless WebP pictures and the transparency of lossy ones. */
@NullMarked
package io.siamese.encoder.image.webp;

import org.jspecify.annotations.NullMarked;
