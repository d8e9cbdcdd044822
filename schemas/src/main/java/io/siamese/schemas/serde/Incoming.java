package io.siamese.schemas.serde;

import io.siamese.schemas.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record as it came in. A value that cannot be used is an outcome and not an exception, so that a reader
 * never stops the consumer it works for.
 *
 * @param <T> what a readable value is read as
 */
public sealed interface Incoming<T> {

    /** The bytes as received, not copied: neither side may change them; null where there was no value. */
    byte @Nullable [] raw();

    /**
     * Throws where the schema could not be looked up now: that says nothing about the record, which can be read later.
     *
     * @throws SchemaLookupException then
     */
    default void checkLookedUp() {
        if (this instanceof Unreadable<T> unreadable && unreadable.reason().equals(Reasons.SCHEMA_UNAVAILABLE)) {
            throw new SchemaLookupException(unreadable.detail());
        }
    }

    /**
     * A value that was read.
     *
     * @param value the record, complete by the contract's defaults
     * @param raw the bytes as received, not copied: neither side may change them
     */
    record Readable<T>(T value, byte[] raw) implements Incoming<T> {}

    /**
     * A value that cannot be used.
     *
     * @param reason one of {@link io.siamese.schemas.Reasons}
     * @param detail what is wrong, for people; never the content itself
     * @param raw the bytes as received, not copied: neither side may change them
     */
    record Unreadable<T>(String reason, String detail, byte[] raw) implements Incoming<T> {}

    /** No value: on {@code exemplars} a revocation, elsewhere {@code NULL_VALUE}. */
    record Absent<T>() implements Incoming<T> {
        @Override
        public byte @Nullable [] raw() {
            return null;
        }
    }
}
