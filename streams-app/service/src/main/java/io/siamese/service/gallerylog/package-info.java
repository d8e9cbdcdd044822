/** Writes the gallery log, and applies its records to the galleries. */
@NullMarked
package io.siamese.service.gallerylog;

import org.jspecify.annotations.NullMarked;
