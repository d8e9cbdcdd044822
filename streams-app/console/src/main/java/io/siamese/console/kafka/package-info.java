/** What the rooms share of Kafka: the connection, and records that are read by their coordinates. */
@NullMarked
package io.siamese.console.kafka;

import org.jspecify.annotations.NullMarked;
