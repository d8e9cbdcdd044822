/** What every application of the contract does with Kafka: connection settings, topics against the contract, reading a topic to its end, schemas. */
@NullMarked
package io.siamese.schemas.kafka;

import org.jspecify.annotations.NullMarked;
