/** Page Gallery: what is enrolled, how near subjects are to each other, and enrolling, revoking and erasing. */
@NullMarked
package io.siamese.console.room.gallery;

import org.jspecify.annotations.NullMarked;
