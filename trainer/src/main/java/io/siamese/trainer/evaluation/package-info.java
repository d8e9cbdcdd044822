/** Measures an encoder on classes that it never saw, in all ways at once. */
@NullMarked
package io.siamese.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
