package io.siamese.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the content of topic {@code schemas} as far as it was read. Thread-safe. */
final class PublishedSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedSchemas.class);

    private final ConcurrentMap<Long, Schema> byFingerprint = new ConcurrentHashMap<>();

    Optional<Schema> find(long fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /**
     * Takes one record in. The fingerprint is computed and not believed, so that a record can harm nothing but its own key;
     * one that is no schema, or not the one its key says, is left out. A null value withdraws a schema.
     */
    void applyRecord(byte @Nullable [] key, byte @Nullable [] value, long offset) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            byFingerprint
                    .keySet()
                    .removeIf(fingerprint -> Fingerprint.keyText(fingerprint).equals(text));
            return;
        }
        try {
            Schema schema = new Schema.Parser().parse(new String(value, StandardCharsets.UTF_8));
            long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
            if (Fingerprint.keyText(fingerprint).equals(text)) {
                byFingerprint.put(fingerprint, schema);
            } else {
                logIgnored(offset, "its key is not the schema's fingerprint " + Fingerprint.keyText(fingerprint));
            }
        } catch (RuntimeException | StackOverflowError e) {
            // The topic is open to every writer: text that is no schema fails in many ways, nesting without end among
            // them.
            logIgnored(offset, "its value is not a schema: " + e.getClass().getSimpleName());
        }
    }

    private static void logIgnored(long offset, String why) {
        LOG.atWarn().addKeyValue("offset", offset).addKeyValue("why", why).log("record of the schemas topic ignored");
    }
}
