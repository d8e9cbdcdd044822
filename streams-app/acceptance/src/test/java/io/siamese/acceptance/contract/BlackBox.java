package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A client that knows the event contract and nothing of this project's code: plain Kafka clients, string keys, Avro
 * single-object encoding of generic records with the released schemas, and bare images with headers.
 */
final class BlackBox implements AutoCloseable {
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<String, BinaryMessageDecoder<GenericRecord>> DECODERS = new ConcurrentHashMap<>();
    private static final SchemaStore.Cache WRITTEN = new SchemaStore.Cache();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    private final Map<ConsumerRecord<byte[], byte[]>, GenericRecord> sources = new IdentityHashMap<>();

    BlackBox(String bootstrapServers) {
        this(bootstrapServers, Map.of());
    }

    BlackBox(String bootstrapServers, Map<String, Object> producerSettings) {
        this.bootstrapServers = bootstrapServers;
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("max.request.size", 4 * 1024 * 1024);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = reader("read_committed");
        List<TopicPartition> partitions = new ArrayList<>(IntStream.range(0, 3)
                .mapToObj(partition -> new TopicPartition("match-decisions", partition))
                .toList());
        partitions.add(new TopicPartition("exemplar-status", 0));
        partitions.add(new TopicPartition("dead-letters", 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static Schema schema(String name) {
        return schema(name, 2);
    }

    /** Parsed once: Avro keeps for good what it has made of each schema that it meets. */
    static Schema schema(String name, int release) {
        return SCHEMAS.computeIfAbsent(release + "/" + name, path -> read(name, release));
    }

    private static Schema read(String name, int release) {
        try (InputStream file =
                BlackBox.class.getResourceAsStream("/io/siamese/schemas/released/" + release + "/" + name + ".avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] singleObject(GenericRecord record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema()).encode(record, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] probe(byte[] image, String claimedSubject) {
        return singleObject(new GenericRecordBuilder(schema("Probe"))
                .set("image", ByteBuffer.wrap(image))
                .set("claimedSubject", claimedSubject)
                .build());
    }

    static byte[] exemplar(byte[] image) {
        return singleObject(new GenericRecordBuilder(schema("Exemplar"))
                .set("image", ByteBuffer.wrap(image))
                .build());
    }

    RecordMetadata send(String topic, String key, byte[] value) {
        return send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }

    RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a value for each key, all together. */
    void sendAll(String topic, Map<String, byte[]> values) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        values.forEach(
                (key, value) -> sent.add(producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))));
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Asks for a policy, or with null for none, and waits for the answer. */
    GenericRecord governed(String key, byte[] request) {
        int before = count("exemplar-status", "~policy/" + key);
        send("policies", key, request);
        return awaitStatus("~policy/" + key, before + 1);
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** Number of records of a topic of one partition that are committed now. */
    int records(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        int records = 0;
        try (KafkaConsumer<byte[], byte[]> reader = reader("read_committed")) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            long end = reader.endOffsets(List.of(partition)).get(partition);
            while (reader.position(partition) < end) {
                records += reader.poll(Duration.ofMillis(100)).count();
            }
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> reader(String isolation) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Sends an exemplar, or its revocation, and waits for the status that comes of it. */
    GenericRecord enrolled(String key, byte[] value) {
        int before = count("exemplar-status", key);
        send("exemplars", key, value);
        return awaitStatus(key, before + 1);
    }

    /** The n-th status of a key, counted from 1. */
    GenericRecord awaitStatus(String key, int n) {
        return decode("ExemplarStatus", await("exemplar-status", byKey(key), n));
    }

    /** The statuses of a key so far. */
    List<GenericRecord> statuses(String key) {
        readToTheEnd();
        return seen.stream()
                .filter(record -> record.topic().equals("exemplar-status"))
                .filter(byKey(key))
                .map(record -> decode("ExemplarStatus", record))
                .toList();
    }

    /** Publishes an image and waits for its decision. */
    GenericRecord decided(ProducerRecord<byte[], byte[]> image) {
        return decision(send(image));
    }

    GenericRecord decided(String key, byte[] value) {
        return decided(new ProducerRecord<>("images", key.getBytes(UTF_8), value));
    }

    /** The decision about the record at a position of the topic images. */
    GenericRecord decision(RecordMetadata image) {
        return decode("MatchDecision", decisionRecord(image));
    }

    ConsumerRecord<byte[], byte[]> decisionRecord(RecordMetadata image) {
        return await("match-decisions", isAbout(image), 1);
    }

    /** Number of decisions so far about a record of the topic images. */
    long decisionsSeen(RecordMetadata image) {
        readToTheEnd();
        return seen.stream()
                .filter(record -> record.topic().equals("match-decisions"))
                .filter(isAbout(image))
                .count();
    }

    /** Number of dead letters so far of a record of the topic images. */
    long deadLettersSeen(RecordMetadata image) {
        readToTheEnd();
        return seen.stream()
                .filter(record -> record.topic().equals("dead-letters"))
                .filter(record -> header(record, "dead-letter-partition").equals("" + image.partition())
                        && header(record, "dead-letter-offset").equals("" + image.offset()))
                .count();
    }

    ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        return await("dead-letters", byKey(key), 1);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private Predicate<ConsumerRecord<byte[], byte[]>> isAbout(RecordMetadata image) {
        return record -> {
            GenericRecord source = sources.computeIfAbsent(record, decision ->
                    (GenericRecord) decode("MatchDecision", decision).get("source"));
            return source.get("partition").equals(image.partition())
                    && source.get("offset").equals(image.offset());
        };
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> byKey(String key) {
        return record -> record.key() != null && new String(record.key(), UTF_8).equals(key);
    }

    private int count(String topic, String key) {
        readToTheEnd();
        return (int) seen.stream()
                .filter(record -> record.topic().equals(topic))
                .filter(byKey(key))
                .count();
    }

    private ConsumerRecord<byte[], byte[]> await(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted, int n) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<ConsumerRecord<byte[], byte[]>> found = seen.stream()
                    .filter(record -> record.topic().equals(topic))
                    .filter(wanted)
                    .toList();
            if (found.size() >= n) {
                return found.get(n - 1);
            }
            poll();
        }
        throw new AssertionError("nothing of the kind on " + topic + " within " + PATIENCE.toSeconds() + " s");
    }

    /** Reads all that is committed now, and waits for nothing that may come later. */
    private void readToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
    }

    /** A decision as a client of the first release reads it, which looks up what it was written with. */
    GenericRecord asTheFirstReleaseReads(RecordMetadata image) {
        return decode("MatchDecision", 1, decisionRecord(image));
    }

    private GenericRecord decode(String schema, ConsumerRecord<byte[], byte[]> record) {
        return decode(schema, 2, record);
    }

    private GenericRecord decode(String schema, int release, ConsumerRecord<byte[], byte[]> record) {
        BinaryMessageDecoder<GenericRecord> decoder =
                DECODERS.computeIfAbsent(release + "/" + schema, path -> decoder(schema, release));
        try {
            return decoder.decode(record.value());
        } catch (MissingSchemaException e) {
            lookUpSchemas();
            return decodeKnown(decoder, record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord decodeKnown(
            BinaryMessageDecoder<GenericRecord> decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BinaryMessageDecoder<GenericRecord> decoder(String schema, int release) {
        WRITTEN.addSchema(schema(schema, 2));
        return new BinaryMessageDecoder<>(GenericData.get(), schema(schema, release), WRITTEN);
    }

    /** A later release writes by schemas of its own, and publishes them first. */
    private void lookUpSchemas() {
        TopicPartition schemas = new TopicPartition("schemas", 0);
        try (KafkaConsumer<byte[], byte[]> reader = reader("read_uncommitted")) {
            reader.assign(List.of(schemas));
            reader.seekToBeginning(List.of(schemas));
            long end = reader.endOffsets(List.of(schemas)).get(schemas);
            while (reader.position(schemas) < end) {
                reader.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                WRITTEN.addSchema(new Schema.Parser().parse(new String(record.value(), UTF_8))));
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
