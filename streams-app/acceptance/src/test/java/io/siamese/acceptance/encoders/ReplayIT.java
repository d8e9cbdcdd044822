package io.siamese.acceptance.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.client.EncoderRequests;
import io.siamese.client.PolicyRequests;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.Candidate;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.service.replay.Explanation;
import io.siamese.service.replay.NotExplainedException;
import io.siamese.service.replay.Replay;
import io.siamese.service.replay.ReplayFinding;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions are derived again. With {@code -Dsiamese.replay.decisions=10000} there are as many. */
@Timeout(900)
class ReplayIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayIT.class);
    private static final int DECISIONS = Integer.getInteger("siamese.replay.decisions", 160);
    private static final int SUBJECTS = 40;

    @TempDir
    Path folder;

    private SwitchBench bench;
    private AppConfig config;
    private String bootstrapServers;
    private String second;
    private int published;

    @Test
    void derivesEveryDecisionAgainAndFindsTheForgedOne() throws Exception {
        // Given
        ModelFile another = SwitchBench.another(ModelFile.bundled());
        another.write(folder.resolve("another.onnx"));
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            bootstrapServers = broker.bootstrapServers();
            second = another.encoderId();
            bench = new SwitchBench(bootstrapServers);
            config = AppConfig.load(ConfigSources.ofFlags(
                    "bootstrap.servers=" + broker.bootstrapServers(),
                    "state.dir=" + folder.resolve("state"),
                    "encoder.next.model=" + folder.resolve("another.onnx")));
            try (SiameseApp app = SiameseApp.start(config, false, new SimpleMeterRegistry())) {
                app.awaitReady(Duration.ofSeconds(120));
                decideThroughChanges(another.encoderId());
            }

            // When
            long begun = System.nanoTime();
            List<ReplayFinding> all = replay();
            LOG.info("{} decisions replayed in {} ms", all.size(), (System.nanoTime() - begun) / 1_000_000);
            MatchDecision forged = forgedMatch();
            List<ReplayFinding> withForged = replay();
            List<Explanation> explained = explain(config, forged.getImageId());
            deleteImages(10);
            List<ReplayFinding> withoutImages = replay();

            // Then
            assertThat(all)
                    .hasSize(published)
                    .allSatisfy(finding ->
                            assertThat(finding.kind()).as(finding.toString()).isEqualTo(ReplayFinding.Kind.AGREES));
            assertThat(withForged)
                    .filteredOn(finding -> finding.kind() != ReplayFinding.Kind.AGREES)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo(ReplayFinding.Kind.DIFFERS);
                        assertThat(finding.detail()).contains("subject was " + forged.getSubject());
                    });
            assertThat(withoutImages)
                    .filteredOn(finding -> finding.kind() == ReplayFinding.Kind.OUTSIDE)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(finding -> assertThat(finding.detail()).contains("not there any more"));
            assertExplains(explained, forged);
            assertExplainsWhatIsLeft(explained.get(0).decision());
            bench.close();
        }
    }

    /** All decisions on images of that id, of which one is forged. */
    private void assertExplains(List<Explanation> explained, MatchDecision forged) {
        assertThat(explained).hasSizeGreaterThan(2).allSatisfy(explanation -> {
            MatchDecision decision = explanation.decision();
            assertThat(decision.getImageId()).isEqualTo(forged.getImageId());
            assertThat(explanation.image().isThere()).isTrue();
            assertThat(explanation.image().sha256()).hasSize(64);
            assertThat(explanation.encoder().isLoaded()).isTrue();
            assertThat(explanation.encoder().since()).isNotNegative();
            assertThat(explanation.encoder().madeOn()).isNotEmpty();
            assertThat(explanation.rules().policy()).isNotNull();
            assertThat(explanation.gallery().subjects()).isEqualTo(decision.getSubjects());
            assertThat(explanation.gallery().references())
                    .extracting(Explanation.Reference::subject)
                    .containsAll(decision.getCandidates().stream()
                            .map(Candidate::getSubject)
                            .toList());
        });
        assertThat(explained)
                .filteredOn(explanation -> explanation.replay().kind() == ReplayFinding.Kind.DIFFERS)
                .singleElement()
                .satisfies(explanation ->
                        assertThat(explanation.decision().getSubject()).isEqualTo(forged.getSubject()));
        assertThat(explained)
                .extracting(explanation -> explanation.rules().record() < 0)
                .as("policies by the settings, and by the log")
                .contains(true, false);
        assertThat(explained)
                .extracting(explanation -> explanation.decision().getEncoderId())
                .as("before and after the switch")
                .contains(ModelFile.bundled().encoderId(), second);
    }

    private void assertExplainsWhatIsLeft(MatchDecision ofAnyEncoder) {
        String images = config.topics().names().images();
        assertThat(explain(config, images + "-0-1")).singleElement().satisfies(explanation -> {
            assertThat(explanation.image().isThere()).isFalse();
            assertThat(explanation.replay().kind()).isEqualTo(ReplayFinding.Kind.OUTSIDE);
        });
        AppConfig withoutSecond = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + bootstrapServers));
        assertThat(explain(withoutSecond, ofAnyEncoder.getImageId()))
                .filteredOn(explanation -> !explanation.encoder().isLoaded())
                .isNotEmpty()
                .allSatisfy(explanation -> {
                    assertThat(explanation.replay().detail()).contains("is not loaded here");
                    assertThat(explanation.gallery().references()).isNotEmpty();
                });
        try (Replay replay = new Replay(withoutSecond)) {
            Map.of(
                            images + "-0-999999",
                            "there is no such image, the partition ends at offset",
                            images + "-77-1",
                            "has no partition 77",
                            "nobody",
                            "no decision on an image with the id nobody")
                    .forEach((source, why) -> assertThatThrownBy(() -> replay.explain(source, Instant.EPOCH))
                            .isInstanceOf(NotExplainedException.class)
                            .hasMessageContaining(why));
        }
    }

    private static List<Explanation> explain(AppConfig config, String source) {
        try (Replay replay = new Replay(config)) {
            return replay.explain(source, Instant.EPOCH);
        }
    }

    private void decideThroughChanges(String another) {
        for (int subject = 0; subject < SUBJECTS; subject++) {
            bench.enrol(subject);
        }
        decide();
        bench.revoke(1);
        bench.enrol(SUBJECTS);
        decide();
        try (PolicyRequests policies = PolicyRequests.open(config.contract(), Duration.ofSeconds(60))) {
            PolicyRequest request = PolicyRequest.newBuilder()
                    .setTargetFmr(0.1)
                    .setCandidates(3)
                    .build();
            assertThat(policies.set(new PolicyKey("default"), request).join().getStatus())
                    .isEqualTo(EnrolmentStatus.ENROLLED);
        }
        decide();
        try (EncoderRequests encoders = EncoderRequests.open(config.contract(), Duration.ofSeconds(60))) {
            while (encoders.activate(another, false).join().getStatus() != EnrolmentStatus.ENROLLED) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        bench.enrol(1);
        decide();
    }

    /** Publishes a quarter of all images, and waits for their decisions. */
    private void decide() {
        for (int i = 0; i < DECISIONS / 4; i++) {
            bench.probe(i % (SUBJECTS + 5), i % 2 == 0);
            published++;
        }
        while (bench.decisions().size() < published) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private List<ReplayFinding> replay() {
        List<ReplayFinding> findings = new ArrayList<>();
        try (Replay replay = new Replay(config)) {
            replay.run(Instant.EPOCH, Instant.now().plusSeconds(60), findings::add);
        }
        return findings;
    }

    /** A decision of which somebody says that it named another subject. */
    private MatchDecision forgedMatch() {
        MatchDecision forged = bench.decisions().stream()
                .filter(decision -> decision.getOutcome() == Outcome.MATCH)
                .findFirst()
                .orElseThrow();
        forged.setSubject("character-" + (SUBJECTS - 1) + "-forged");
        bench.send(config.topics().names().matchDecisions(), forged.getImageId(), forged);
        return forged;
    }

    private void deleteImages(long before) throws Exception {
        try (Admin admin = Admin.create(config.kafka().admin())) {
            TopicPartition partition =
                    new TopicPartition(config.topics().names().images(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }
}
