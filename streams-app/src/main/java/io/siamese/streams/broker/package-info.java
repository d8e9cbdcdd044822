/** A real Kafka broker inside this process, for the demo and for tests; never part of a deployment. */
@NullMarked
package io.siamese.streams.broker;

import org.jspecify.annotations.NullMarked;
