package io.siamese.console.room.health;

/**
 * A dead letter without its bytes.
 *
 * @param key as text; empty where there was none
 * @param reason why it was rejected
 * @param source topic, partition and offset of what was received
 * @param bytes of the value, -1 where there was none
 * @param at time of the record, milliseconds
 */
record Letter(int partition, long offset, String key, String reason, String source, int bytes, long at) {}
