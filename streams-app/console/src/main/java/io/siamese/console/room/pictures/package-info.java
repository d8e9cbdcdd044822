/** Pictures for all pages. */
@NullMarked
package io.siamese.console.room.pictures;

import org.jspecify.annotations.NullMarked;
