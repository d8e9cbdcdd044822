/** Images by class: where they come from, how they are split, drawn into episodes and distorted. */
@NullMarked
package io.siamese.trainer.data;

import org.jspecify.annotations.NullMarked;
