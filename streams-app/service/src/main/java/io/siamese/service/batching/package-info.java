/** The unit of work: a chunk of probes decoded, encoded and searched together, one bad image failing alone. */
@NullMarked
package io.siamese.service.batching;

import org.jspecify.annotations.NullMarked;
