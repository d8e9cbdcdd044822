/** Opens the formats that a reader of ImageIO decodes: WebP, GIF, BMP and TIFF. Bounds them first. */
@NullMarked
package io.siamese.encoder.image.imageio;

import org.jspecify.annotations.NullMarked;
