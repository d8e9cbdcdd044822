package io.siamese.acceptance.encoders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Probe;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes for the tests of encoders, and reads what came of it. Subjects are drawn characters. */
final class SwitchBench implements AutoCloseable {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    private final AppConfig config;
    private final Producer<byte[], byte[]> producer;
    private final SingleObjectWriter writer = new SingleObjectWriter();

    /** Creates the topics. */
    SwitchBench(String bootstrapServers) {
        config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + bootstrapServers, "images.partitions=3"));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    AppConfig config() {
        return config;
    }

    /** The same network, said to be of another producer: another graph to whoever digests it. */
    static ModelFile another(ModelFile model) {
        byte[] onnx = Arrays.copyOf(model.bytes(), model.bytes().length + 3);
        // ModelProto.producer_version, field 3: a string of one character.
        System.arraycopy(new byte[] {3 << 3 | 2, 1, 'x'}, 0, onnx, onnx.length - 3, 3);
        ModelFile bare = ModelFile.attachCard(onnx, model.card());
        Calibration known = model.calibration().orElseThrow();
        return bare.withCalibration(Calibration.create(
                bare.encoderId(),
                known.population(),
                known.logistic(),
                known.fmr(),
                known.fpir(),
                known.likelihoods(),
                known.refusals()));
    }

    /** Enrols a character, without waiting for it. */
    RecordMetadata enrol(int subject) {
        return send("exemplars", key(subject).getBytes(UTF_8), exemplar(subject));
    }

    /** Enrols characters from 0 on, many at once. */
    void enrolAll(int subjects) {
        for (int subject = 0; subject < subjects; subject++) {
            producer.send(new ProducerRecord<>("exemplars", key(subject).getBytes(UTF_8), exemplar(subject)));
        }
        producer.flush();
    }

    private static String key(int subject) {
        return "default/character-" + subject + "/1";
    }

    private byte[] exemplar(int subject) {
        return writer.write(
                "exemplars",
                Exemplar.newBuilder()
                        .setImage(ByteBuffer.wrap(DRAWN.png(subject, 0)))
                        .build());
    }

    /** Publishes images at a steady pace, and an exemplar with every fortieth of them, until it is told to end. */
    Load load(int subjects, Duration pace) {
        return new Load(subjects, pace);
    }

    /** A publisher on a thread of its own. */
    final class Load {
        private final AtomicInteger published = new AtomicInteger();
        private final AtomicBoolean done = new AtomicBoolean();
        private final CompletableFuture<Void> run;

        private Load(int subjects, Duration pace) {
            run = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    int n = published.get();
                    probe(n % subjects, n % 2 == 0);
                    published.incrementAndGet();
                    if (n % 40 == 39) {
                        enrol(subjects + n);
                    }
                    LockSupport.parkNanos(pace.toNanos());
                }
            });
        }

        /** Returns how many images were published. */
        int end() {
            done.set(true);
            run.join();
            return published.get();
        }
    }

    RecordMetadata revoke(int subject) {
        return send("exemplars", key(subject), null);
    }

    /** Publishes another drawing of a character, which claims to be it, or is searched for. */
    RecordMetadata probe(int subject, boolean claims) {
        return send(
                "images",
                "image-" + subject,
                Probe.newBuilder()
                        .setImage(ByteBuffer.wrap(DRAWN.png(subject, 1)))
                        .setClaimedSubject(claims ? "character-" + subject : null)
                        .build());
    }

    RecordMetadata send(String topic, String key, @Nullable SpecificRecord value) {
        return send(topic, key.getBytes(UTF_8), value == null ? null : writer.write(topic, value));
    }

    RecordMetadata send(String topic, byte[] key, byte @Nullable [] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keys of exemplars that have a template of one encoder before an epoch of the gallery log, but none of another. */
    Set<String> missing(String encoder, String other, long epoch) {
        Map<String, Set<String>> byEncoder = new HashMap<>();
        try (ContractSchemas schemas = ContractSchemas.open(config.contract());
                TopicTail tail = TopicTail.open(
                        config.contract(), config.topics().names().exemplarEmbeddings(), true)) {
            GalleryLogParser parser = schemas.galleryLogParser();
            tail.readToEnd(record -> {
                if (record.offset() < epoch
                        && parser.parse(record.key(), record.value(), record.headers())
                                instanceof TemplateRecord template) {
                    byEncoder
                            .computeIfAbsent(template.key().encoderId(), id -> new HashSet<>())
                            .add(new String(template.key().exemplarKey(), UTF_8));
                }
            });
        }
        Set<String> missing = new HashSet<>(byEncoder.getOrDefault(encoder, Set.of()));
        missing.removeAll(byEncoder.getOrDefault(other, Set.of()));
        return missing;
    }

    /** All decisions so far. */
    List<MatchDecision> decisions() {
        return all(config.topics().names().matchDecisions(), MatchDecision.class);
    }

    /** All statuses so far, those of requests among them. */
    List<ExemplarStatus> statuses() {
        return all(config.topics().names().exemplarStatus(), ExemplarStatus.class);
    }

    /** What was told of a request about an encoder. */
    List<ExemplarStatus> answers(String encoder, long request) {
        byte[] key = ("~encoder/" + encoder).getBytes(UTF_8);
        return all(config.topics().names().exemplarStatus(), ExemplarStatus.class, key).stream()
                .filter(status -> status.getSourceOffset() == request)
                .toList();
    }

    private <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
        return all(topic, type, null);
    }

    private <T extends SpecificRecord> List<T> all(String topic, Class<T> type, byte @Nullable [] key) {
        List<T> found = new ArrayList<>();
        try (ContractSchemas schemas = ContractSchemas.open(config.contract());
                TopicTail tail = TopicTail.open(config.contract(), topic, true)) {
            EventReader<T> reader = schemas.reader(type);
            tail.readToEnd(record -> {
                if ((key == null || Arrays.equals(record.key(), key))
                        && reader.read(record.value(), record.headers()) instanceof Incoming.Readable<T> readable) {
                    found.add(readable.value());
                }
            });
        }
        return found;
    }

    @Override
    public void close() {
        producer.close();
    }
}
