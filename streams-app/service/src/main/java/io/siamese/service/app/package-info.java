/** The composition root: opens the encoder, starts both applications in order, and closes everything. */
@NullMarked
package io.siamese.service.app;

import org.jspecify.annotations.NullMarked;
