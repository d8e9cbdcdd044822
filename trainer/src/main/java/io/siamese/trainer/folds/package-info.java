/** Judges a recipe by folds: each group by an encoder that never saw it. */
@NullMarked
package io.siamese.trainer.folds;

import org.jspecify.annotations.NullMarked;
