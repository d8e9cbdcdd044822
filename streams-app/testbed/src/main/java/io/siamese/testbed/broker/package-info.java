/** A real Kafka broker inside this process, for the demo and for tests; never part of a deployment. */
@NullMarked
package io.siamese.testbed.broker;

import org.jspecify.annotations.NullMarked;
