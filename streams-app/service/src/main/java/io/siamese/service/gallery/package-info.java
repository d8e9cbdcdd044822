/** The templates that are searched together: panels in memory, exact search, and the epoch they stand at. */
@NullMarked
package io.siamese.service.gallery;

import org.jspecify.annotations.NullMarked;
