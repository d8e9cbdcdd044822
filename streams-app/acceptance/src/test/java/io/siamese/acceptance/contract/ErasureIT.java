package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ErasureCheck;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.ErasureReceipt;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds after a receipt. The topics forget in seconds here and not in days. */
@Timeout(600)
class ErasureIT {
    /** {@code -Dsiamese.erasure.probes=10000} is the long form. */
    private static final int PROBES = Integer.getInteger("siamese.erasure.probes", 300);

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final ExemplarKey ALICE = new ExemplarKey("default", "alice", "");

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private ContractSettings settings;

    @BeforeEach
    void startABrokerThatForgetsFast() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"), Map.of("log.cleaner.backoff.ms", "100"));
        settings = ContractSettings.forBrokers(broker.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.open(settings)) {
            admin.create();
        }
        for (String topic : List.of("exemplars", "exemplar-embeddings", "exemplar-status")) {
            set(
                    topic,
                    Map.of(
                            "max.compaction.lag.ms", "500",
                            "delete.retention.ms", "1000",
                            "file.delete.delay.ms", "100"));
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void nobodyIsMatchedAndNoByteIsLeftAfterAReceipt() throws Exception {
        // Given: two instances, one of which goes away and comes back with its old state
        byte[] first = DRAWN.png(1, 0);
        Segments images = new Segments(folder.resolve("broker"), "exemplars-0");
        Segments templates = new Segments(folder.resolve("broker"), "exemplar-embeddings-0");
        Segments statuses = new Segments(folder.resolve("broker"), "exemplar-status-0");
        byte[] key = "default/alice/1".getBytes(US_ASCII);
        ErasureReceipt receipt;
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, PATIENCE);
                Service stays = Service.start(broker.bootstrapServers(), folder.resolve("stays"))) {
            try (Service goes = Service.start(broker.bootstrapServers(), folder.resolve("goes"))) {
                requests.enrol(new ExemplarKey("default", "alice", "1"), first).join();
                requests.enrol(new ExemplarKey("default", "alice", "2"), DRAWN.png(1, 1))
                        .join();
                requests.enrol(new ExemplarKey("default", "bob", "1"), DRAWN.png(2, 0))
                        .join();
                assertThat(outcome("alice")).isEqualTo(Outcome.MATCH);
            }
            assertThat(images.hold(first)).isTrue();
            assertThat(templates.hold(key)).isTrue();

            // When
            receipt = requests.erase(ALICE).join();

            // Then
            assertThat(receipt.getTemplates())
                    .containsExactly(Map.entry(stays.app().encoderId(), 2));
            assertThat(receipt.getImages()).isEqualTo(2);
            try (Service back = Service.start(broker.bootstrapServers(), folder.resolve("goes"))) {
                assertNobodyIsAlice(receipt.getGalleryEpoch(), PROBES);
                await("images leave the segments", () -> !images.hold(first));
                await("tombstones too", () -> !images.hold(key) && !templates.hold(key));
                await(
                        "statuses are cleared",
                        () -> new ErasureCheck(settings).remains(ALICE).isEmpty());
                await("and compacted", () -> !statuses.hold(key));
                assertThat(images.hold(DRAWN.png(2, 0))).as("bob's image stays").isTrue();
                back.app().awaitReady(Duration.ofSeconds(30));
            }
        }

        // And after a restart of everything, with the tombstones compacted away
        try (Service again = Service.start(broker.bootstrapServers(), folder.resolve("stays"));
                Service too = Service.start(broker.bootstrapServers(), folder.resolve("goes"))) {
            assertNobodyIsAlice(receipt.getGalleryEpoch(), PROBES);
            assertThat(outcome("bob")).isEqualTo(Outcome.MATCH);
            assertThat(again.app().templates()).isEqualTo(too.app().templates()).isEqualTo(1);
        }
    }

    @Test
    void statesATimeThatTheTopicsKeep() throws Exception {
        // Given
        Segments images = new Segments(folder.resolve("broker"), "exemplars-0");
        byte[] image = DRAWN.png(1, 0);
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, PATIENCE);
                Service service = Service.start(broker.bootstrapServers(), folder.resolve("state"))) {
            ExemplarKey exemplar = new ExemplarKey("default", "alice", "1");
            requests.enrol(exemplar, image).join();

            // When: nobody writes anything after the erasure
            ErasureReceipt receipt = requests.erase(exemplar).join();
            await("the image leaves the segments", () -> !images.hold(image));
            Instant imagesGone = Instant.now();
            await("the key too", () -> !images.hold(exemplar.bytes()));

            // Then
            assertThat(imagesGone).isBefore(receipt.getImagesGoneBy());
            assertThat(Instant.now()).isBefore(receipt.getBytesGoneBy());
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Test
    void removesTheTemplatesOfAnEncoderThatRunsNoMore() throws Exception {
        // Given
        ModelFile other = TakeOverIT.another(ModelFile.bundled());
        Path model = folder.resolve("another.onnx");
        other.write(model);
        Segments templates = new Segments(folder.resolve("broker"), "exemplar-embeddings-0");
        byte[] key = (ModelFile.bundled().encoderId() + "/default/alice/1").getBytes(US_ASCII);
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, PATIENCE)) {
            try (Service before = Service.start(broker.bootstrapServers(), folder.resolve("before"))) {
                requests.enrol(new ExemplarKey("default", "alice", "1"), DRAWN.png(1, 0))
                        .join();
                assertThat(before.app().templates()).isEqualTo(1);
            }
            try (Service after =
                    Service.takingOver(broker.bootstrapServers(), folder.resolve("after"), "encoder.model=" + model)) {
                assertThat(templates.hold(key)).isTrue();

                // When
                ErasureReceipt receipt = requests.erase(ALICE).join();

                // Then
                assertThat(receipt.getTemplates())
                        .containsOnly(
                                Map.entry(ModelFile.bundled().encoderId(), 1),
                                Map.entry(after.app().encoderId(), 1));
                await("templates leave the segments", () -> !templates.hold(key));
            }
        }
    }

    private Outcome outcome(String subject) {
        try (DecisionRequests decisions = DecisionRequests.open(settings, PATIENCE)) {
            int character = subject.equals("alice") ? 1 : 2;
            return decisions
                    .decide(DecisionRequest.claim(subject, DRAWN.png(character, 0)))
                    .join()
                    .getOutcome();
        }
    }

    /** Half of the images claim to be alice, and half are searched for. */
    private void assertNobodyIsAlice(long epoch, int probes) {
        try (DecisionRequests decisions = DecisionRequests.open(settings, PATIENCE)) {
            List<CompletableFuture<MatchDecision>> asked = IntStream.range(0, probes)
                    .mapToObj(i -> decisions.decide(request(i).notBefore(epoch)))
                    .toList();
            assertThat(asked)
                    .extracting(CompletableFuture::join)
                    .hasSize(probes)
                    .allSatisfy(decision -> {
                        assertThat(decision.getGalleryEpoch()).isGreaterThanOrEqualTo(epoch);
                        assertThat(decision.getSubject()).isNotEqualTo("alice");
                        assertThat(decision.getCandidates())
                                .extracting("subject")
                                .doesNotContain("alice");
                    });
        }
    }

    private static DecisionRequest request(int i) {
        byte[] image = DRAWN.png(1, i % 20);
        return i % 2 == 0 ? DecisionRequest.claim("alice", image) : DecisionRequest.search("probe", "default", image);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void set(String topic, Map<String, String> values) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            values.entrySet().stream()
                                    .map(value -> new AlterConfigOp(
                                            new ConfigEntry(value.getKey(), value.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all()
                    .get();
        }
    }
}
