/** Page Story: what the demo tells, with its images. */
@NullMarked
package io.siamese.console.room.story;

import org.jspecify.annotations.NullMarked;
