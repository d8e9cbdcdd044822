/** The REST door: images, exemplars and their answers for programs without Kafka. Each request is an event on the topics. */
@NullMarked
package io.siamese.console.room.door;

import org.jspecify.annotations.NullMarked;
