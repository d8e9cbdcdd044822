/** Page Review: people decide what the service left to them. */
@NullMarked
package io.siamese.console.room.review;

import org.jspecify.annotations.NullMarked;
