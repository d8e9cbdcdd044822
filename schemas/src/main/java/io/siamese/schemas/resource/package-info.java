/** Ownership of what has to be closed. */
@NullMarked
package io.siamese.schemas.resource;

import org.jspecify.annotations.NullMarked;
