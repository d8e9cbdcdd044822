/** Opens image files: tells formats apart by their first bytes, holds the limits, and decodes. */
@NullMarked
package io.siamese.encoder.image.file;

import org.jspecify.annotations.NullMarked;
