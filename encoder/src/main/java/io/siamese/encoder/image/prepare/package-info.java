/** Makes preprocessors from model cards. */
@NullMarked
package io.siamese.encoder.image.prepare;

import org.jspecify.annotations.NullMarked;
