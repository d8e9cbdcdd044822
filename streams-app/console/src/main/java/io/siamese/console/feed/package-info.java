/** The stream of decisions: counted all of them, kept the latest, and sampled for those who watch. */
@NullMarked
package io.siamese.console.feed;

import org.jspecify.annotations.NullMarked;
