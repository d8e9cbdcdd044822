/** Compares embedded images, and keeps each score with the images that it comes from. Counts no errors. */
@NullMarked
package io.siamese.trainer.trials;

import org.jspecify.annotations.NullMarked;
