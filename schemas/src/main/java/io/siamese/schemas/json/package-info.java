/** The contract's records as text, for people, scripts and Kafka's console tools. */
@NullMarked
package io.siamese.schemas.json;

import org.jspecify.annotations.NullMarked;
