package io.siamese.schemas.json;

import io.siamese.events.EncoderRequest;
import io.siamese.events.Exemplar;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.tools.LineMessageReader;
import org.apache.kafka.tools.api.RecordReader;

/**
 * Reads lines as Kafka's own reader does, takes their values as JSON as {@link EventJson} reads it, and writes these in
 * single-object encoding. It is made for {@code kafka-console-producer.sh --line-reader}. It knows all properties of Kafka's reader
 * ({@code parse.key}, {@code key.separator}, {@code parse.headers}, {@code null.marker}, …), and {@value #RECORD}: what
 * values are, {@code Probe}, {@code Exemplar}, {@code PolicyRequest} or {@code EncoderRequest}; told by the topic's name, if
 * that ends in {@code images}, {@code exemplars}, {@code policies} or {@code encoders}.
 *
 * <p>Schemas are not published: the service knows those of its own release and older ones. A line that cannot be read ends the tool with a message that says which line and why. What stood before it is sent.
 */
public final class JsonLineReader implements RecordReader {
    /** Name of the property that says what record values are. */
    public static final String RECORD = "record";

    private static final Map<String, Class<? extends SpecificRecord>> BY_TOPIC = Map.of(
            "images",
            Probe.class,
            "exemplars",
            Exemplar.class,
            "policies",
            PolicyRequest.class,
            "encoders",
            EncoderRequest.class);

    private final RecordReader lines = new LineMessageReader();
    private final EventJson json = new EventJson();
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private Class<? extends SpecificRecord> type = Probe.class;

    /** @throws ConfigException if neither the property nor the topic's name says what values are */
    @Override
    public void configure(Map<String, ?> settings) {
        lines.configure(settings);
        Object record = settings.get(RECORD);
        String topic = String.valueOf(settings.get("topic"));
        type = BY_TOPIC.entrySet().stream()
                .filter(known -> record == null
                        ? topic.endsWith(known.getKey())
                        : record.equals(known.getValue().getSimpleName()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        record == null
                                ? "topic " + topic + " does not tell what its values are: set " + RECORD + " to one of "
                                        + recordNames()
                                : RECORD + " is " + record + ", there are " + recordNames()));
    }

    private static List<String> recordNames() {
        return BY_TOPIC.values().stream().map(Class::getSimpleName).sorted().toList();
    }

    @Override
    public Iterator<ProducerRecord<byte[], byte[]>> readRecords(InputStream in) {
        Iterator<ProducerRecord<byte[], byte[]>> read = lines.readRecords(in);
        return new Iterator<>() {
            private int line;

            @Override
            public boolean hasNext() {
                return read.hasNext();
            }

            @Override
            public ProducerRecord<byte[], byte[]> next() {
                ProducerRecord<byte[], byte[]> next = read.next();
                line++;
                return encoded(next, line);
            }
        };
    }

    private ProducerRecord<byte[], byte[]> encoded(ProducerRecord<byte[], byte[]> record, int line) {
        try {
            if (record.key() != null) {
                decodeUtf8(record.key());
            }
            if (record.value() == null) {
                return record;
            }
            SpecificRecord value = json.read(type, decodeUtf8(record.value()));
            return new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    writer.write(record.topic(), value),
                    record.headers());
        } catch (IllegalArgumentException e) {
            throw new KafkaException("line " + line + ": " + e.getMessage(), e);
        }
    }

    /** Kafka's reader puts U+FFFD where the input is no UTF-8, which would be another key. */
    private static String decodeUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return text;
    }

    @Override
    public void close() {
        lines.close();
    }
}
