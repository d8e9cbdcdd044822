/** Measures one-shot classification: each probe is given the class of its most similar exemplars. */
@NullMarked
package io.siamese.trainer.oneshot;

import org.jspecify.annotations.NullMarked;
