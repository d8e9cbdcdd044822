/** Decodes WebP pictures: lossless, lossy and transparent. The pixels are libwebp's. */
@NullMarked
package io.siamese.encoder.image.webp;

import org.jspecify.annotations.NullMarked;
