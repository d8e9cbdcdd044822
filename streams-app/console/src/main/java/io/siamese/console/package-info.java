/** The web console: shows decisions with their images, and takes verdicts on them. */
@NullMarked
package io.siamese.console;

import org.jspecify.annotations.NullMarked;
