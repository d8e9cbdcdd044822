/** The gallery log: reading its records, writing them, and the store that it fills. */
@NullMarked
package io.siamese.service.gallerylog;

import org.jspecify.annotations.NullMarked;
