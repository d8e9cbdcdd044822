package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the broker's disk once a gallery has a key, and what is left when the key is deleted. */
@Timeout(300)
class EncryptionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final byte[] BOB = DRAWN.png(2, 0);
    private static final byte[] ALICE = DRAWN.png(1, 0);
    private static final byte[] ALICES_PROBE = DRAWN.png(1, 1);

    @TempDir
    Path folder;

    private Path keys;

    private Service start(EmbeddedBroker broker, SimpleMeterRegistry metrics) throws InterruptedException {
        return Service.start(metrics, broker.bootstrapServers(), folder.resolve("state"), "encryption.keys=" + keys);
    }

    private ContractSettings encrypting(EmbeddedBroker broker) {
        return ContractSettings.forBrokers(broker.bootstrapServers()).withKeys(new FolderKeys(keys));
    }

    @Test
    void nothingPlainLiesOnTheDiskAndADeletedKeyIsADeletion() throws Exception {
        keys = folder.resolve("keys");
        Files.createDirectory(keys);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), Map.of())) {
            // Given: bob was enrolled before there were keys
            try (Service before = Service.start(broker.bootstrapServers(), folder.resolve("state"))) {
                enrol(ContractSettings.forBrokers(broker.bootstrapServers()), "bob", BOB);
                before.app().awaitReady(PATIENCE);
            }
            Path key = new FolderKeys(keys).create("default", "2026-11-30");
            byte[] probe = Sealing.by(new FolderKeys(keys)).seal(ALICES_PROBE, SealedPlace.probe("default", "later"));

            // When // Then
            assertNothingPlainIsWritten(broker, key);
            Files.delete(key);
            assertAliceIsGone(broker, probe);
        }
    }

    @Test
    void decidesNothingWhileKeysCannotBeHadAndGoesOnAfterwards() throws Exception {
        keys = folder.resolve("keys");
        new FolderKeys(keys).create("default", "1");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Service service = start(broker, new SimpleMeterRegistry());
                BlackBox foreigner = new BlackBox(broker.bootstrapServers())) {
            enrol(encrypting(broker), "alice", ALICE);

            // Given: a key that nobody has read yet, on a share that goes away
            new FolderKeys(keys).create("default", "2");
            byte[] probe = Sealing.by(new FolderKeys(keys)).seal(ALICES_PROBE, SealedPlace.probe("default", "waits"));
            Files.move(keys, folder.resolve("away"));

            // When
            RecordMetadata image = foreigner.send("images", "waits", probe);
            await("a stream thread gives up", () -> !service.app().isReady());
            long during = foreigner.decisionsSeen(image);
            Files.move(folder.resolve("away"), keys);

            // Then
            assertThat(during).isZero();
            assertThat(foreigner.decision(image).get("subject")).hasToString("alice");
            service.app().awaitReady(PATIENCE);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void assertNothingPlainIsWritten(EmbeddedBroker broker, Path key) throws Exception {
        try (Service service = start(broker, new SimpleMeterRegistry());
                BlackBox foreigner = new BlackBox(broker.bootstrapServers())) {
            ExemplarStatus status = enrol(encrypting(broker), "alice", ALICE);
            assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(decide(encrypting(broker), "alice", ALICES_PROBE)).isEqualTo("MATCH null");
            assertThat(decide(ContractSettings.forBrokers(broker.bootstrapServers()), "bob", BOB))
                    .as("in the old form, beside")
                    .isEqualTo("MATCH null");

            Map<String, byte[]> numbers = numbers(encrypting(broker));
            Segments log = new Segments(folder.resolve("broker"), "exemplar-embeddings-0");
            Segments images = new Segments(folder.resolve("broker"), "exemplars-0");
            assertThat(log.hold(numbers.get("bob"))).as("plain").isTrue();
            assertThat(log.hold(numbers.get("alice"))).isFalse();
            assertThat(images.hold(BOB)).as("plain").isTrue();
            assertThat(images.hold(ALICE)).isFalse();
            assertThat(probes(BOB)).as("plain").isTrue();
            assertThat(probes(ALICES_PROBE)).isFalse();
            assertStateHoldsNothingOf(numbers.get("bob"), numbers.get("alice"), ALICE);
            assertThat(decrypted(
                            sealed(encrypting(broker), "alice"),
                            key,
                            "alice",
                            service.app().encoderId()))
                    .as("by the format that docs/events.md tells")
                    .isEqualTo(numbers.get("alice"));

            // And: alice's template does not become mallory's
            foreigner.send(
                    "exemplar-embeddings",
                    service.app().encoderId() + "/default/mallory/1",
                    value(encrypting(broker), "alice"));
            foreigner.awaitStatus("default/mallory/1", 1);
            assertThat(decide(encrypting(broker), "mallory", ALICES_PROBE)).isEqualTo("NO_REFERENCE UNKNOWN_SUBJECT");
            assertThat(decide(encrypting(broker), "alice", ALICES_PROBE)).isEqualTo("MATCH null");
        }
    }

    private void assertAliceIsGone(EmbeddedBroker broker, byte[] oldProbe) throws Exception {
        ContractSettings plain = ContractSettings.forBrokers(broker.bootstrapServers());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (Service service = start(broker, metrics);
                BlackBox foreigner = new BlackBox(broker.bootstrapServers())) {
            assertThat(decide(plain, "alice", ALICES_PROBE)).isEqualTo("NO_REFERENCE UNKNOWN_SUBJECT");
            assertThat(decide(plain, "bob", BOB)).isEqualTo("MATCH null");
            assertThat(unusable(metrics, "KEY_UNKNOWN")).isOne();
            assertThat(foreigner.decided("later", oldProbe).get("reason")).hasToString("KEY_UNKNOWN");
            assertThatThrownBy(() -> enrol(encrypting(broker), "alice", ALICE))
                    .hasRootCauseMessage("encryption is on, and gallery default has no key");
            assertThat(enrol(plain, "carol", ALICE).getReason())
                    .as("nothing plain is written only because a key is gone")
                    .isEqualTo("NO_KEY");

            // When: a new key
            new FolderKeys(keys).create("default", "2026-12-01");
            enrol(encrypting(broker), "alice", ALICE);

            // Then
            assertThat(decide(encrypting(broker), "alice", ALICES_PROBE)).isEqualTo("MATCH null");
            assertThat(unusable(metrics, "KEY_UNKNOWN")).isZero();
            service.app().awaitReady(PATIENCE);
        }
    }

    private static double unusable(SimpleMeterRegistry metrics, String reason) {
        return metrics.get("siamese.templates.unusable")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private static ExemplarStatus enrol(ContractSettings settings, String subject, byte[] image) {
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, PATIENCE)) {
            return requests.enrol(new ExemplarKey("default", subject, "1"), image)
                    .join();
        }
    }

    private static String decide(ContractSettings settings, String subject, byte[] image) {
        try (DecisionRequests decisions = DecisionRequests.open(settings, PATIENCE)) {
            MatchDecision decision =
                    decisions.decide(DecisionRequest.claim(subject, image)).join();
            return decision.getOutcome() + " " + decision.getReason();
        }
    }

    private boolean probes(byte[] image) {
        return Stream.of("images-0", "images-1", "images-2")
                .anyMatch(partition -> new Segments(folder.resolve("broker"), partition).hold(image));
    }

    /** No number and no image is in a file of the service's own. */
    private void assertStateHoldsNothingOf(byte[]... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            assertThat(files.filter(Files::isRegularFile).map(EncryptionIT::text))
                    .isNotEmpty()
                    .allSatisfy(content -> assertThat(Arrays.stream(secrets).map(EncryptionIT::latin1))
                            .noneMatch(content::contains));
        }
    }

    private static String text(Path file) {
        try {
            return latin1(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** The numbers of each subject's template, as the field vector has them. */
    private static Map<String, byte[]> numbers(ContractSettings settings) {
        Map<String, byte[]> numbers = new HashMap<>();
        read(
                settings,
                (template, value) -> numbers.put(
                        template.getSubject(),
                        TemplateNumbers.bytes(TemplateNumbers.from(template)).array()));
        return numbers;
    }

    private static byte[] sealed(ContractSettings settings, String subject) {
        Map<String, byte[]> sealed = new HashMap<>();
        read(settings, (template, value) -> {
            byte[] bytes = new byte[template.getSealed().remaining()];
            template.getSealed().duplicate().get(bytes);
            sealed.put(template.getSubject(), bytes);
        });
        return sealed.get(subject);
    }

    private static byte[] value(ContractSettings settings, String subject) {
        Map<String, byte[]> values = new HashMap<>();
        read(settings, (template, value) -> values.put(template.getSubject(), value));
        return values.get(subject);
    }

    private interface TemplateReading {
        void take(Template template, byte[] value);
    }

    private static void read(ContractSettings settings, TemplateReading reading) {
        try (ContractSchemas schemas = ContractSchemas.open(settings);
                TopicTail log =
                        TopicTail.open(settings, settings.topics().names().exemplarEmbeddings(), true)) {
            log.readToEnd(record -> {
                if (schemas.galleryLogParser().parse(record.key(), record.value(), record.headers())
                                instanceof TemplateRecord template
                        && template.usable() != null) {
                    reading.take(template.usable(), record.value());
                }
            });
        }
    }

    /** Decrypts as a program would that knows the documentation alone. */
    private static byte[] decrypted(byte[] sealed, Path key, String subject, String encoder) throws Exception {
        byte[] secret = Base64.getDecoder().decode(Files.readString(key).trim());
        int idLength = sealed[3];
        assertThat(Arrays.copyOf(sealed, 3)).containsExactly(0x5E, 0xA1, 1);
        assertThat(new String(sealed, 4, idLength, US_ASCII)).isEqualTo("2026-11-30");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        int nonce = 4 + idLength;
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, sealed, nonce, 12));
        cipher.updateAAD(sealed, 0, nonce);
        cipher.updateAAD(("template/" + encoder + "/default/" + subject + "/1").getBytes(UTF_8));
        return cipher.doFinal(sealed, nonce + 12, sealed.length - nonce - 12);
    }
}
