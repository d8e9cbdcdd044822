/** Reads the gallery log: what each of its records says, parsed in one place for the service and for clients. */
@NullMarked
package io.siamese.schemas.gallerylog;

import org.jspecify.annotations.NullMarked;
