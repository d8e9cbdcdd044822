/** Normalises drawings and writing: finds the ink, centres it and scales it. */
@NullMarked
package io.siamese.encoder.image.ink;

import org.jspecify.annotations.NullMarked;
