/** Similarity of embeddings. */
@NullMarked
package io.siamese.encoder.vector;

import org.jspecify.annotations.NullMarked;
