/** Gives each image its one decision. */
@NullMarked
package io.siamese.service.verification;

import org.jspecify.annotations.NullMarked;
