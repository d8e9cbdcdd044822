/** Names, partitions and settings of the topics of the event contract. */
@NullMarked
package io.siamese.schemas.topic;

import org.jspecify.annotations.NullMarked;
