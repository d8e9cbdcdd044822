/** Page Try: an image is compared with the gallery without being published, and the comparison is explained. */
@NullMarked
package io.siamese.console.room.trial;

import org.jspecify.annotations.NullMarked;
