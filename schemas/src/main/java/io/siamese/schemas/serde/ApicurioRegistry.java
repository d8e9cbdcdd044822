package io.siamese.schemas.serde;

import com.microsoft.kiota.ApiException;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.strategy.RecordIdStrategy;
import io.apicurio.registry.serde.config.IdOption;
import io.apicurio.registry.serde.config.SerdeConfig;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Apicurio's serializer, and its resolver for what comes in: decoding stays ours, with our bounds and our outcomes. */
final class ApicurioRegistry implements SchemaRegistry {

    private static final int NOT_FOUND = 404;
    private static final Duration MISSES_REMEMBERED = Duration.ofSeconds(10);

    private final String url;
    /** Ours, because the client's shared default is never closed. */
    private final Vertx vertx = Vertx.vertx();

    private final AvroKafkaSerializer<SpecificRecord> serializer = new AvroKafkaSerializer<>();
    private final ConcurrentMap<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final RecentMisses misses = new RecentMisses(MISSES_REMEMBERED, Clock.systemUTC());

    ApicurioRegistry(String url, Map<String, ?> settings) {
        TrustedEvents.trust();
        this.url = url;
        serializer.configure(configuration(settings), false);
    }

    private Map<String, Object> configuration(Map<String, ?> settings) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(SchemaResolverConfig.VERTX_INSTANCE, vertx);
        configuration.put(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true);
        // One self-contained schema by id, as every reader of the Confluent wire format expects, instead of references.
        configuration.put(SchemaResolverConfig.DEREFERENCE_SCHEMA, true);
        configuration.put(SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY, RecordIdStrategy.class.getName());
        settings.forEach((key, value) -> {
            if (key.startsWith("apicurio.registry.")) {
                configuration.put(key, value);
            }
        });
        // The id that the registry's Confluent API hands out too, and that lookUp asks for.
        configuration.put(SerdeConfig.USE_ID, IdOption.contentId.name());
        configuration.put(SchemaResolverConfig.REGISTRY_URL, url.replaceFirst("/apis/ccompat/.*$", ""));
        return configuration;
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        try {
            return serializer.serialize(topic, value);
        } catch (AvroRuntimeException | NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "a " + value.getSchema().getFullName() + " for topic " + topic + " is incomplete: "
                            + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw new SchemaLookupException(
                    "schema " + value.getSchema().getFullName() + " could not be registered at " + url, e);
        }
    }

    @Override
    public Optional<Schema> byId(int id) {
        Schema known = byId.get(id);
        return known != null ? Optional.of(known) : lookUp(id);
    }

    private synchronized Optional<Schema> lookUp(int id) {
        if (misses.contains(id)) {
            return Optional.empty();
        }
        try {
            // Ids are unsigned on the wire, and a schema never changes under its id.
            ArtifactReference reference = ArtifactReference.builder()
                    .contentId(Integer.toUnsignedLong(id))
                    .build();
            Schema schema = serializer
                    .getSchemaResolver()
                    .resolveSchemaByArtifactReference(reference)
                    .getParsedSchema()
                    .getParsedSchema();
            byId.put(id, schema);
            return Optional.of(schema);
        } catch (RuntimeException e) {
            if (!isNotFound(e)) {
                throw new SchemaLookupException("schema " + id + " could not be read from " + url, e);
            }
            misses.add(id);
            return Optional.empty();
        }
    }

    private static boolean isNotFound(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiException api && api.getResponseStatusCode() == NOT_FOUND) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        serializer.close();
        vertx.close();
    }
}
