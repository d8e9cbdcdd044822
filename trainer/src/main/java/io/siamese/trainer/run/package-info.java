/** A training run: from settings and images to a trained encoder, with checkpoints, validation and what is told meanwhile. */
@NullMarked
package io.siamese.trainer.run;

import org.jspecify.annotations.NullMarked;
