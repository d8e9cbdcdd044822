/** The two Kafka Streams topologies, their processors, and the names of all nodes and stores. */
@NullMarked
package io.siamese.service.topology;

import org.jspecify.annotations.NullMarked;
