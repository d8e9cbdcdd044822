package io.siamese.acceptance.encoders;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.client.EncoderOverview;
import io.siamese.client.EncoderRequests;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.Reasons;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another encoder takes over while images are decided on, in two instances, and the first one comes back. With
 * {@code -Dsiamese.switch.exemplars=10000} there are as many exemplars.
 */
@Timeout(1800)
class EncoderSwitchIT {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSwitchIT.class);
    private static final int EXEMPLARS = Integer.getInteger("siamese.switch.exemplars", 60);
    private static final Duration PATIENCE = Duration.ofSeconds(300 + EXEMPLARS / 20);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final String first = ModelFile.bundled().encoderId();
    private final List<SiameseApp> instances = new ArrayList<>();
    private EmbeddedBroker broker;
    private SwitchBench bench;
    private EncoderRequests requests;
    private String second;

    @BeforeEach
    void start() throws Exception {
        ModelFile another = SwitchBench.another(ModelFile.bundled());
        another.write(folder.resolve("another.onnx"));
        second = another.encoderId();
        // An instance that ends is missed sooner.
        broker = EmbeddedBroker.start(Map.of("group.min.session.timeout.ms", "1000"));
        bench = new SwitchBench(broker.bootstrapServers());
        requests = EncoderRequests.open(bench.config().contract(), Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        instances.forEach(SiameseApp::close);
        requests.close();
        bench.close();
        broker.close();
    }

    @Test
    void switchesUnderLoadAndBackAtOneEpochEach() throws Exception {
        // Given
        open("one", "encoder.next.model=" + folder.resolve("another.onnx"));
        open("two", "encoder.next.model=" + folder.resolve("another.onnx"));
        bench.enrolAll(EXEMPLARS);
        awaitCovered(1);
        SwitchBench.Load load = bench.load(EXEMPLARS, BETWEEN_PROBES);
        awaitCovered(EXEMPLARS);

        // When
        awaitDecisions(50);
        long there = activated(second);
        awaitDecisions(bench.decisions().size() + 50);
        long back = activated(first);
        awaitDecisions(bench.decisions().size() + 50);
        int published = load.end();
        awaitDecisions(published);

        // Then
        List<MatchDecision> decisions = bench.decisions();
        Map<String, Integer> perEncoder = new HashMap<>();
        assertThat(decisions).hasSize(published);
        assertThat(decisions.stream().map(MatchDecision::getSource).distinct()).hasSize(published);
        assertThat(decisions).allSatisfy(decision -> {
            boolean isOfSecond = decision.getGalleryEpoch() >= there && decision.getGalleryEpoch() < back;
            assertThat(decision.getEncoderId()).isEqualTo(isOfSecond ? second : first);
            assertThat(decision.getSubjects()).isPositive();
        });
        decisions.forEach(decision -> perEncoder.merge(decision.getEncoderId(), 1, Integer::sum));
        assertThat(perEncoder.get(second)).isGreaterThan(10);
        assertThat(bench.missing(first, second, there)).isEmpty();
        assertThat(bench.missing(second, first, back)).isEmpty();
        assertThat(instances).allMatch(SiameseApp::isReady);
        LOG.info("{} exemplars, decisions by encoder {}", EXEMPLARS, perEncoder);
    }

    @Test
    void answersWhatCannotBeDone() throws Exception {
        // Given
        open("one");
        bench.enrol(1);
        awaitDecided(bench.probe(1, true));

        // When
        ExemplarStatus unknown = requests.activate("0123456789abcdef", false).join();
        ExemplarStatus active = requests.retire(first).join();
        long nothing = bench.send("encoders", second, null).offset();
        long garbage = bench.send("encoders", second.getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3})
                .offset();
        long noAction = bench.send(
                        "encoders",
                        second,
                        EncoderRequest.newBuilder()
                                .setAction(EncoderAction.UNKNOWN)
                                .build())
                .offset();
        long malformed = bench.send(
                        "encoders",
                        "no id/",
                        EncoderRequest.newBuilder()
                                .setAction(EncoderAction.RETIRE)
                                .build())
                .offset();

        // Then
        assertThat(unknown.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
        assertThat(unknown.getReason()).isEqualTo(Reasons.UNKNOWN_ENCODER);
        assertThat(active.getReason()).isEqualTo(Reasons.ALREADY_ACTIVE);
        assertThat(answer(nothing)).isEqualTo(Reasons.NULL_VALUE);
        assertThat(answer(garbage)).isEqualTo(Reasons.UNDECODABLE);
        assertThat(answer(noAction)).isEqualTo(Reasons.UNKNOWN_ACTION);
        assertThat(answer(malformed)).isEqualTo(Reasons.MALFORMED_KEY);
    }

    @Test
    void retiresAnEncoderThatNobodyLoadsAndCanEmbedAnew() throws Exception {
        // Given
        open("one", "encoder.next.model=" + folder.resolve("another.onnx"));
        bench.enrol(1);
        bench.enrol(2);
        awaitCovered(2);

        // When
        ExemplarStatus loaded = requests.retire(second).join();
        instances.remove(0).close();
        open("one");
        ExemplarStatus retired = requests.retire(second).join();
        Map<String, EncoderOverview.Standing> after =
                EncoderOverview.read(bench.config().contract());
        instances.remove(0).close();
        open("one", "encoder.next.model=" + folder.resolve("another.onnx"));
        awaitCovered(2);

        // Then
        assertThat(loaded.getReason()).isEqualTo(Reasons.STILL_LOADED);
        assertThat(retired.getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
        assertThat(retired.getDetail()).startsWith("2 templates");
        assertThat(after).containsOnlyKeys(first);
        assertThat(activated(second)).isPositive();
    }

    @Test
    void anInstanceWithoutTheFileIsNotReadyAfterTheSwitch() throws Exception {
        // Given
        open("one", "encoder.next.model=" + folder.resolve("another.onnx"));
        SiameseApp without = open("two");
        bench.enrol(1);
        awaitCovered(1);

        // When
        activated(second);

        // Then
        awaitTrue(() ->
                without.notReadyBecause().filter(why -> why.contains(second)).isPresent());
        // It takes over the partitions of the other one first.
        awaitTrue(instances.get(0)::isReady);
        awaitDecided(bench.probe(1, true));
        assertThat(bench.decisions())
                .allMatch(decision -> decision.getEncoderId().equals(second));
    }

    private SiameseApp open(String state, String... settings) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("bootstrap.servers=" + broker.bootstrapServers());
        all.add("state.dir=" + folder.resolve(state));
        all.add("images.partitions=3");
        all.add("kafka.main.consumer.session.timeout.ms=3000");
        all.add("kafka.main.consumer.heartbeat.interval.ms=600");
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
        SiameseApp app = SiameseApp.start(config, false, new SimpleMeterRegistry());
        instances.add(app);
        app.awaitReady(Duration.ofSeconds(120));
        return app;
    }

    /** Asks once: a request is held while the encoder embeds what is enrolled meanwhile. Returns the epoch of the switch. */
    private long activated(String encoderId) {
        long asked = System.nanoTime();
        ExemplarStatus answer = requests.activate(encoderId, false).join();
        LOG.info("switched to {} in {} ms", encoderId, (System.nanoTime() - asked) / 1_000_000);
        assertThat(answer.getStatus()).as(answer.toString()).isEqualTo(EnrolmentStatus.ENROLLED);
        return answer.getGalleryEpoch();
    }

    /** @param enrolled number of exemplars that the second encoder has embedded, at least */
    private void awaitCovered(int enrolled) {
        long begun = System.nanoTime();
        awaitTrue(() -> {
            EncoderOverview.Standing standing =
                    EncoderOverview.read(bench.config().contract()).get(second);
            return standing != null && standing.covered() >= enrolled && standing.wanted() >= enrolled;
        });
        LOG.info("covered in {} ms", (System.nanoTime() - begun) / 1_000_000);
    }

    private void awaitDecisions(int number) {
        awaitTrue(() -> bench.decisions().size() >= number);
    }

    private void awaitDecided(RecordMetadata image) {
        awaitTrue(() -> bench.decisions().stream()
                .anyMatch(decision -> decision.getSource().getPartition() == image.partition()
                        && decision.getSource().getOffset() == image.offset()));
    }

    private String answer(long request) {
        awaitTrue(() -> bench.statuses().stream()
                .anyMatch(status -> status.getSourceOffset() == request && status.getReason() != null));
        return bench.statuses().stream()
                .filter(status -> status.getSourceOffset() == request && status.getReason() != null)
                .findFirst()
                .orElseThrow()
                .getReason();
    }

    private static void awaitTrue(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            // Half of the time at most goes into asking.
            LockSupport.parkNanos(Math.max(Duration.ofMillis(100).toNanos(), System.nanoTime() - asked));
            asked = System.nanoTime();
        }
    }
}
