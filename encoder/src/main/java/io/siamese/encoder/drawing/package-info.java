/** Images that the project draws itself, so that demo, tests and golden images need no data set. */
@NullMarked
package io.siamese.encoder.drawing;

import org.jspecify.annotations.NullMarked;
