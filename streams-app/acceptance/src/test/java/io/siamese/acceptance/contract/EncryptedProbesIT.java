package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.Candidate;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the same images with and without encryption, in two services on one broker, by turns, and compares. What encryption
 * costs is told as ratios of the same run.
 */
@Tag("long")
@Timeout(1800)
class EncryptedProbesIT {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptedProbesIT.class);
    /** {@code -Dsiamese.encryption.probes=10000} is the long form. */
    private static final int PROBES = Integer.getInteger("siamese.encryption.probes", 400);

    private static final int SUBJECTS = Math.max(40, PROBES / 50);
    private static final int TURN = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @TempDir
    Path folder;

    @Test
    void decidesTheSameWithEncryptionAndWithout() throws Exception {
        // Given
        new FolderKeys(folder.resolve("keys")).create("default", "1");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Arm plain = new Arm(broker, folder, "plain");
                Arm encrypted = new Arm(broker, folder, "encrypted", "encryption.keys=" + folder.resolve("keys"))) {
            plain.enrol();
            encrypted.enrol();

            // When: by turns, so that both meet the same machine
            for (int from = 0; from < PROBES; from += TURN) {
                boolean isOdd = from / TURN % 2 == 1;
                (isOdd ? encrypted : plain).decide(from, Math.min(PROBES, from + TURN));
                (isOdd ? plain : encrypted).decide(from, Math.min(PROBES, from + TURN));
            }

            // Then
            Map<String, MatchDecision> expected = plain.decisions();
            Map<String, MatchDecision> found = encrypted.decisions();
            assertThat(found).hasSize(PROBES).containsOnlyKeys(expected.keySet());
            found.forEach((id, decision) -> assertSame(decision, expected.get(id)));
            assertThat(found.values())
                    .extracting(MatchDecision::getOutcome)
                    .as("all kinds are among them")
                    .contains(Outcome.MATCH, Outcome.NO_MATCH, Outcome.NO_REFERENCE);
            LOG.atInfo().log(new EncryptionCost(plain.settings, encrypted.settings, DRAWN).table());
        }
    }

    private static void assertSame(MatchDecision found, MatchDecision expected) {
        assertThat(what(found)).isEqualTo(what(expected));
        for (int i = 0; i < found.getCandidates().size(); i++) {
            assertThat(found.getCandidates().get(i).getScore())
                    .as(found.getImageId())
                    .isCloseTo(expected.getCandidates().get(i).getScore(), within(2 * found.getNoise()));
        }
    }

    /** All that a decision says, but numbers, which differ by the noise if images met in other batches. */
    private static List<Object> what(MatchDecision decision) {
        List<Object> what = new ArrayList<>(List.of(
                decision.getOutcome(),
                String.valueOf(decision.getReason()),
                String.valueOf(decision.getSubject()),
                String.valueOf(decision.getThreshold()),
                decision.getSubjects()));
        decision.getCandidates().stream().map(Candidate::getSubject).forEach(what::add);
        return what;
    }

    /** A service with topics of its own, and a client that encrypts as it does. */
    private static final class Arm implements AutoCloseable {
        private final ContractSettings settings;
        private final Service service;
        private @Nullable DecisionRequests requests;
        private final List<MatchDecision> decisions = new ArrayList<>();

        Arm(EmbeddedBroker broker, Path folder, String name, String... more) throws InterruptedException {
            List<String> flags = new ArrayList<>(List.of(more));
            flags.add("topics.prefix=" + name + "-");
            flags.add("application.id=" + name);
            settings =
                    AppConfig.load(ConfigSources.ofFlags(with(flags, broker))).contract();
            service = Service.start(broker.bootstrapServers(), folder.resolve(name), flags.toArray(String[]::new));
        }

        private static String[] with(List<String> flags, EmbeddedBroker broker) {
            List<String> all = new ArrayList<>(flags);
            all.add("bootstrap.servers=" + broker.bootstrapServers());
            return all.toArray(String[]::new);
        }

        void enrol() {
            requests = DecisionRequests.open(settings, PATIENCE);
            try (EnrolmentRequests enrolments = EnrolmentRequests.open(settings, PATIENCE)) {
                List<CompletableFuture<ExemplarStatus>> statuses = IntStream.range(0, SUBJECTS)
                        .mapToObj(subject -> enrolments.enrol(
                                new ExemplarKey("default", "character-" + subject, "1"), DRAWN.png(subject, 0)))
                        .toList();
                assertThat(statuses)
                        .extracting(status -> status.join().getStatus())
                        .containsOnly(EnrolmentStatus.ENROLLED);
            }
        }

        void decide(int from, int to) {
            List<CompletableFuture<MatchDecision>> asked = IntStream.range(from, to)
                    .mapToObj(i -> requests.decide(request(i)))
                    .toList();
            asked.forEach(answer -> decisions.add(answer.join()));
        }

        /** A fourth each: a true claim, a false one, a search, and a claim to be nobody. */
        private static DecisionRequest request(int i) {
            int subject = i / 4 % SUBJECTS;
            byte[] image = DRAWN.png(subject, 1 + i / 4 / SUBJECTS);
            String id = "image-" + i;
            return switch (i % 4) {
                case 0 -> DecisionRequest.claim(id, "default", "character-" + subject, image);
                case 1 -> DecisionRequest.claim(id, "default", "character-" + (subject + 1) % SUBJECTS, image);
                case 2 -> DecisionRequest.search(id, "default", image);
                default -> DecisionRequest.claim(id, "default", "nobody", image);
            };
        }

        Map<String, MatchDecision> decisions() {
            return decisions.stream().collect(Collectors.toMap(MatchDecision::getImageId, decision -> decision));
        }

        @Override
        public void close() {
            try (Service last = service;
                    DecisionRequests first = requests) {
                requests = null;
            }
        }
    }
}
