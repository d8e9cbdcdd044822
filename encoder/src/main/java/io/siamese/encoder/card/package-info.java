/** What a model says about itself: how it was made, what it needs, and what its similarities mean. */
@NullMarked
package io.siamese.encoder.card;

import org.jspecify.annotations.NullMarked;
