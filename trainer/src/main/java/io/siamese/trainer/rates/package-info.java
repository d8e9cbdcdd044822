/** Counts errors among scored trials: error rates, their intervals, and the cost of likelihood ratios. */
@NullMarked
package io.siamese.trainer.rates;

import org.jspecify.annotations.NullMarked;
