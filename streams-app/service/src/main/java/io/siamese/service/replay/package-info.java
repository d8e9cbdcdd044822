/** Derives decisions again from the topics, and compares them with what was decided. */
@NullMarked
package io.siamese.service.replay;

import org.jspecify.annotations.NullMarked;
