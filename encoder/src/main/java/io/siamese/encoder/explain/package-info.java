/** Explains a similarity: which places of an image it depends on. */
@NullMarked
package io.siamese.encoder.explain;

import org.jspecify.annotations.NullMarked;
