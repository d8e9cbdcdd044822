/** Page Live: decisions as they come. */
@NullMarked
package io.siamese.console.room.live;

import org.jspecify.annotations.NullMarked;
