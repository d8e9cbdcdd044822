/** Wires the processors of the other packages into the two Kafka Streams topologies. */
@NullMarked
package io.siamese.service.topology;

import org.jspecify.annotations.NullMarked;
