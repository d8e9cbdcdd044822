/** What is enrolled: a mirror of the gallery log and of the statuses, and what can be told from templates alone. */
@NullMarked
package io.siamese.console.gallery;

import org.jspecify.annotations.NullMarked;
