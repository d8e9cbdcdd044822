/** Makes a poll a batch: cuts it into chunks, works on the records of a chunk together, and hands each record its result. */
@NullMarked
package io.siamese.service.batching;

import org.jspecify.annotations.NullMarked;
