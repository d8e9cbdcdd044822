/** Plain consumers beside Kafka Streams: the tail of the gallery log, and what a start asks of the other logs. */
@NullMarked
package io.siamese.service.logs;

import org.jspecify.annotations.NullMarked;
