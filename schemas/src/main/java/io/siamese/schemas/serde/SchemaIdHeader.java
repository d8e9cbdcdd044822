package io.siamese.schemas.serde;

import io.siamese.schemas.Reasons;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema's id that serializers put into a header instead of in front of the value. The value is Avro binary alone
 * then, and its first bytes may look like anything.
 */
public final class SchemaIdHeader {

    /** Of Confluent's serializers: {@code 01} and a GUID in 16 bytes, or {@code 00} and an id in 4 bytes. */
    static final String CONFLUENT = "__value_schema_id";

    /** Of Apicurio's serializers: the id that its Confluent API knows, in 8 bytes. */
    static final String APICURIO = "apicurio.value.contentId";

    /** What all headers of Apicurio's serializers about a value begin with. */
    private static final String APICURIO_ANY = "apicurio.value.";

    /** Of Apicurio's serializers, if they are told to use another id, which that API does not know. */
    private static final String APICURIO_OTHER = "apicurio.value.globalId";

    private SchemaIdHeader() {}

    /** Whether a header says how the value beside it is written. It must not go on to another value. */
    public static boolean isAboutValue(String header) {
        return header.equals(CONFLUENT) || header.startsWith(APICURIO_ANY);
    }

    /**
     * The id, if a header names one.
     *
     * @throws UnreadableException if such a header is there and its id is none
     */
    static Optional<SchemaId> read(Headers headers) throws UnreadableException {
        Header confluent = headers.lastHeader(CONFLUENT);
        if (confluent != null) {
            return Optional.of(confluent(confluent.value()));
        }
        Header apicurio = headers.lastHeader(APICURIO);
        if (apicurio != null) {
            return Optional.of(apicurio(apicurio.value()));
        }
        if (headers.lastHeader(APICURIO_OTHER) != null) {
            throw malformed(APICURIO_OTHER, "ids of this kind are not read, only those of " + APICURIO);
        }
        return Optional.empty();
    }

    private static SchemaId confluent(byte @Nullable [] value) throws UnreadableException {
        if (value != null && value.length == 1 + 2 * Long.BYTES && value[0] == 1) {
            ByteBuffer guid = ByteBuffer.wrap(value, 1, 2 * Long.BYTES);
            return new SchemaId.Guid(new UUID(guid.getLong(), guid.getLong()));
        }
        if (value != null && value.length == 1 + Integer.BYTES && value[0] == 0) {
            return new SchemaId.Number(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
        }
        throw malformed(CONFLUENT, "neither 01 and a GUID nor 00 and an id");
    }

    private static SchemaId apicurio(byte @Nullable [] value) throws UnreadableException {
        if (value != null && value.length == Long.BYTES) {
            long id = ByteBuffer.wrap(value).getLong();
            if (id == (int) id) {
                return new SchemaId.Number((int) id);
            }
        }
        throw malformed(APICURIO, "no id in 8 bytes");
    }

    private static UnreadableException malformed(String header, String why) {
        return new UnreadableException(Reasons.MALFORMED_HEADER, "header " + header + ": " + why);
    }
}
