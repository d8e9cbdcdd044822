package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarTerms;
import io.siamese.client.ImageAddress;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Probe;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.service.replay.Replay;
import io.siamese.service.replay.ReplayFinding;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that lie in an object store or in a folder, with the service on a real broker. */
@Timeout(300)
class ClaimCheckIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final SingleObjectWriter WRITER = new SingleObjectWriter();
    private static final byte[] TEXT = "text".getBytes(UTF_8);
    private static final int UNDER_LOAD = 120;

    @TempDir
    Path folder;

    private static String sha256(byte[] image) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
    }

    private static byte[] probe(String uri, byte[] image) throws Exception {
        return WRITER.write(
                "images",
                Probe.newBuilder()
                        .setClaimedSubject("alice")
                        .setImageUri(uri)
                        .setImageSha256(sha256(image))
                        .build());
    }

    private static byte[] exemplar(String uri, byte[] image) throws Exception {
        return WRITER.write(
                "exemplars",
                Exemplar.newBuilder()
                        .setImageUri(uri)
                        .setImageSha256(sha256(image))
                        .build());
    }

    private Service start(EmbeddedBroker broker, String allowed, String... more) throws InterruptedException {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("image.uri.allowed=" + allowed);
        settings.add("image.uri.timeout.ms=2000");
        settings.add("image.uri.give.up.ms=2000");
        return Service.start(broker.bootstrapServers(), folder.resolve("state"), settings.toArray(String[]::new));
    }

    private static String outcome(GenericRecord decision) {
        return decision.get("outcome") + " " + decision.get("reason");
    }

    @Test
    void decidesAndEnrolsWhatLiesElsewhere() throws Exception {
        Path share = Files.createDirectory(folder.resolve("share"));
        byte[] png = DRAWN.png(1, 0);
        Files.write(share.resolve("a.png"), png);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = start(broker, store.prefix() + "," + share.toUri());
                EnrolmentRequests enrolments =
                        EnrolmentRequests.open(ContractSettings.forBrokers(broker.bootstrapServers()))) {
            // When
            String uri = store.put("alice.png", png) + "?X-Signature=secret";
            String file = share.resolve("a.png").toUri().toString();
            ExemplarStatus status = enrolments
                    .enrol(
                            new ExemplarKey("default", "alice", "1"),
                            new byte[0],
                            ExemplarTerms.ordinary().at(ImageAddress.of(uri, png)))
                    .join();
            client.enrolled("default/alice/2", BlackBox.exemplar(DRAWN.png(1, 1)));

            // Then
            assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(status.getImageUri()).as("without its credentials").isEqualTo(store.prefix() + "alice.png");
            assertThat(outcome(client.decided("http", probe(uri, png)))).isEqualTo("MATCH null");
            assertThat(outcome(client.decided("file", probe(file, png)))).isEqualTo("MATCH null");
            assertThat(outcome(client.decided("inside", BlackBox.probe(png, "alice"))))
                    .isEqualTo("MATCH null");
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Test
    void rejectsByNameWhatCannotBeHad() throws Exception {
        Path share = Files.createDirectory(folder.resolve("share"));
        Path secret = Files.write(folder.resolve("secret.png"), DRAWN.png(1, 0));
        Files.createSymbolicLink(share.resolve("link.png"), secret);
        byte[] png = DRAWN.png(1, 0);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = start(broker, store.prefix() + "," + share.toUri(), "image.uri.max.bytes=2048")) {
            // Given
            String good = store.put("good.png", png);
            String moved = store.put("moved.png", png);
            store.answerWith("moved.png", 302);
            String large = store.put("large.png", new byte[4096]);
            String text = store.put("text.png", TEXT);
            String broken = store.put("broken.png", png);
            store.answerWith("broken.png", 500);

            // Then
            assertThat(outcome(client.decided("gone", probe(store.prefix() + "gone.png", png))))
                    .isEqualTo("REJECTED IMAGE_NOT_FOUND");
            assertThat(outcome(client.decided("other", probe(good, DRAWN.png(2, 0)))))
                    .isEqualTo("REJECTED DIGEST_MISMATCH");
            assertThat(outcome(client.decided("moved", probe(moved, png)))).isEqualTo("REJECTED IMAGE_URI_NOT_ALLOWED");
            assertThat(outcome(client.decided("up", probe(store.prefix() + "../images/good.png", png))))
                    .isEqualTo("REJECTED IMAGE_URI_NOT_ALLOWED");
            assertThat(outcome(client.decided("metadata", probe("http://169.254.169.254/latest/", png))))
                    .isEqualTo("REJECTED IMAGE_URI_NOT_ALLOWED");
            assertThat(outcome(client.decided("link", probe(share.toUri() + "link.png", png))))
                    .isEqualTo("REJECTED IMAGE_URI_NOT_ALLOWED");
            assertThat(outcome(client.decided("large", probe(large, new byte[4096]))))
                    .isEqualTo("REJECTED IMAGE_TOO_LARGE");
            assertThat(outcome(client.decided("text", probe(text, TEXT)))).isEqualTo("REJECTED UNSUPPORTED_FORMAT");
            assertThat(outcome(client.decided(
                            "no digest",
                            WRITER.write(
                                    "images",
                                    Probe.newBuilder().setImageUri(good).build()))))
                    .isEqualTo("REJECTED DIGEST_MISSING");
            assertThat(outcome(client.decided("broken", probe(broken, png)))).isEqualTo("REJECTED IMAGE_UNAVAILABLE");
            assertThat(client.enrolled("default/alice/gone", exemplar(store.prefix() + "gone.png", png))
                            .get("reason"))
                    .hasToString("IMAGE_NOT_FOUND");
            assertThat(outcome(client.decided("good", probe(good, png)))).isEqualTo("NO_REFERENCE UNKNOWN_GALLERY");
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Tag("long")
    @Test
    void asksNoStoreForTheImageOfARecordThatIsRefused() throws Exception {
        byte[] png = DRAWN.png(1, 0);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = start(broker, store.prefix())) {
            // Given
            String refused = store.put("refused.png", png);
            byte[] another = WRITER.write(
                    "images",
                    Probe.newBuilder()
                            .setImageId("another")
                            .setImageUri(refused)
                            .setImageSha256(sha256(png))
                            .build());

            // When
            GenericRecord mismatch = client.decided("mismatch", another);
            GenericRecord malformed =
                    client.decided(new ProducerRecord<>("images", new byte[] {(byte) 0xff}, probe(refused, png)));
            client.send("exemplars", "default/alice/", exemplar(refused, png));
            client.send("exemplars", "no key", exemplar(refused, png));
            client.enrolled("default/alice/1", exemplar(store.put("good.png", png), png));

            // Then
            assertThat(outcome(mismatch)).isEqualTo("REJECTED KEY_MISMATCH");
            assertThat(outcome(malformed)).isEqualTo("REJECTED MALFORMED_KEY");
            assertThat(store.asked("refused.png")).isZero();
            assertThat(store.asked("good.png")).isEqualTo(1);
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Tag("long")
    @Test
    void aReplayGoesOnThoughAStoreGivesNoAnswer() throws Exception {
        byte[] png = DRAWN.png(1, 0);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore up = new ImageStore();
                ImageStore down = new ImageStore()) {
            // Given
            String allowed = up.prefix() + "," + down.prefix();
            try (Service service = start(broker, allowed)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(png));
                client.decided("inside", BlackBox.probe(png, "alice"));
                client.decided("up", probe(up.put("a.png", png), png));
                client.decided("down", probe(down.put("a.png", png), png));
                service.app().awaitReady(Duration.ofSeconds(30));
            }
            down.kill();

            // When
            List<ReplayFinding> findings = new ArrayList<>();
            try (Replay replay = new Replay(AppConfig.load(ConfigSources.ofFlags(
                    "bootstrap.servers=" + broker.bootstrapServers(), "image.uri.allowed=" + allowed)))) {
                replay.run(Instant.EPOCH, Instant.now().plusSeconds(60), findings::add);
            }

            // Then
            assertThat(findings)
                    .extracting(ReplayFinding::kind)
                    .containsExactlyInAnyOrder(
                            ReplayFinding.Kind.AGREES, ReplayFinding.Kind.AGREES, ReplayFinding.Kind.OUTSIDE);
            assertThat(findings)
                    .extracting(ReplayFinding::detail)
                    .contains("the store of the image that lies elsewhere gives no answer");
        }
    }

    @Test
    void fetchesNothingUnlessItIsAllowed() throws Exception {
        byte[] png = DRAWN.png(1, 0);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = Service.start(broker.bootstrapServers(), folder.resolve("state"))) {
            assertThat(outcome(client.decided("off", probe(store.put("a.png", png), png))))
                    .isEqualTo("REJECTED CLAIM_CHECK_UNSUPPORTED");
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Test
    void decidesEachImageOnceThoughTheStoreIsKilledAndComesBackUnderLoad() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = start(broker, store.prefix())) {
            // Given
            byte[] png = DRAWN.png(1, 0);
            String uri = store.put("alice.png", png);
            client.enrolled("default/alice/1", exemplar(uri, png));
            List<RecordMetadata> sent = new ArrayList<>();
            for (int i = 0; i < UNDER_LOAD; i++) {
                sent.add(client.send("images", "before-" + i, probe(uri, png)));
            }
            client.decision(sent.get(0));

            // When
            store.kill();
            for (int i = 0; i < UNDER_LOAD; i++) {
                sent.add(client.send(
                        "images", "during-" + i, i % 4 == 0 ? BlackBox.probe(png, "alice") : probe(uri, png)));
            }
            double closedTasks = -1;
            String because = "";
            // Longer than a transaction may be open.
            while (!because.matches(".* for (9|\\d\\d) s")) {
                TimeUnit.MILLISECONDS.sleep(100);
                because = service.app().notReadyBecause().orElse("");
                closedTasks = closedTasks < 0 && !because.isEmpty() ? service.closedTasks() : closedTasks;
            }
            assertThat(service.closedTasks()).as("no transaction timed out").isEqualTo(closedTasks);
            store.start();

            // Then
            assertThat(because).contains("has given no image for").doesNotContain("alice.png");
            for (RecordMetadata image : sent) {
                assertThat(outcome(client.decision(image))).isEqualTo("MATCH null");
            }
            for (RecordMetadata image : sent) {
                assertThat(client.decisionsSeen(image)).isEqualTo(1);
                assertThat(client.deadLettersSeen(image)).isZero();
            }
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }

    @Tag("long")
    @Test
    void downloadsABacklogSeldomWhileItWaitsForAStore() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                ImageStore store = new ImageStore();
                Service service = Service.start(
                        metrics,
                        broker.bootstrapServers(),
                        folder.resolve("state"),
                        "image.uri.allowed=" + store.prefix())) {
            // Given
            byte[] png = DRAWN.png(1, 0);
            String uri = store.put("a.png", png);
            store.kill();
            client.send(new ProducerRecord<>("images", 0, null, "waits".getBytes(UTF_8), probe(uri, png)));
            byte[] large = BlackBox.probe(new byte[900_000], "alice");
            for (int i = 0; i < 30; i++) {
                client.send(new ProducerRecord<>("images", 0, null, ("behind-" + i).getBytes(UTF_8), large));
            }
            awaitOutage(service, 12);

            // When
            double before = bytesPolled(metrics);
            awaitOutage(service, 22);
            double perSecond = (bytesPolled(metrics) - before) / 10;

            // Then
            assertThat(perSecond).as("bytes a second").isLessThan(12e6);
        }
    }

    private static void awaitOutage(Service service, int seconds) throws InterruptedException {
        String because = "";
        while (!because.contains(" for " + seconds + " s")) {
            TimeUnit.MILLISECONDS.sleep(100);
            because = service.app().notReadyBecause().orElse("");
        }
    }

    /** What the consumers of verification have read from the broker. */
    private static double bytesPolled(MeterRegistry metrics) {
        return metrics.find("kafka.consumer.incoming.byte.total").functionCounters().stream()
                .filter(counter ->
                        String.valueOf(counter.getId().getTag("client.id")).matches(".*StreamThread-\\d+-consumer"))
                .mapToDouble(FunctionCounter::count)
                .sum();
    }
}
