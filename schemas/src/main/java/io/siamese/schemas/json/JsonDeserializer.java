package io.siamese.schemas.json;

import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.ValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Shows values of all topics of the contract as one line of JSON each, as {@link EventJson} writes it. It is made for
 * {@code kafka-console-consumer.sh --formatter-property value.deserializer=}. A bare image becomes {@code {"image":"PNG","bytes":253}}, and what cannot
 * be read {@code {"unreadable":"UNKNOWN_SCHEMA","detail":…,"bytes":42}}, as are values in a registry's format: it never throws.
 *
 * <p>Schemas of other releases are looked up in the topic {@value #TOPIC} (or the one that is set as {@code topic.schemas}),
 * if {@code bootstrap.servers} is set: for the console consumer {@code value.deserializer.bootstrap.servers}, and likewise whatever
 * else a client needs to reach them.
 */
public final class JsonDeserializer implements Deserializer<@Nullable String> {
    private static final String TOPIC = "schemas";
    /** What the console consumer gives in place of no value. No value of the contract begins so. */
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final EventJson json = new EventJson();
    private @Nullable KafkaSchemaTopic published;
    private EventReader<SpecificRecord> reader = EventReader.ofAny(fingerprint -> Optional.empty());

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        if (settings.get("bootstrap.servers") != null) {
            Map<String, Object> client = new HashMap<>(settings);
            Object topic = client.remove("topic.schemas");
            client.values().removeIf(Objects::isNull);
            published = new KafkaSchemaTopic(client, topic == null ? TOPIC : String.valueOf(topic));
            reader = EventReader.ofAny(published);
        }
    }

    @Override
    public @Nullable String deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (topic.endsWith(TOPIC) || Arrays.equals(value, NULL)) {
            return new String(value, StandardCharsets.UTF_8);
        }
        ValueFormat format = ValueFormat.of(value);
        if (format.isImage()) {
            Map<String, Object> image = new LinkedHashMap<>();
            image.put("image", format.name());
            image.put("bytes", value.length);
            return json.line(image);
        }
        Incoming<SpecificRecord> read = reader.read(value);
        return read instanceof Incoming.Unreadable<SpecificRecord> unreadable
                ? unreadable(unreadable)
                : json.line(((Incoming.Readable<SpecificRecord>) read).value());
    }

    private String unreadable(Incoming.Unreadable<?> unreadable) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("unreadable", unreadable.reason());
        values.put("detail", unreadable.detail());
        values.put("bytes", unreadable.raw().length);
        return json.line(values);
    }

    @Override
    public void close() {
        if (published != null) {
            published.close();
        }
    }
}
