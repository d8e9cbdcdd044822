package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.NoAnswerException;
import io.siamese.client.PolicyRequests;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client library against the service on a real broker. */
@Timeout(180)
class ClientLibraryIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = 8;
    private static final int REQUESTS_EACH = 25;

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void givesEachOfManyThreadsTheDecisionsOfItsOwnImages() throws Exception {
        // Given
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (DecisionRequests requests = DecisionRequests.open(settings(), PATIENCE)) {

            // When
            List<Future<List<CompletableFuture<MatchDecision>>>> asked = IntStream.range(0, THREADS)
                    .mapToObj(thread -> threads.submit(() -> ask(requests, thread)))
                    .toList();

            // Then
            for (int thread = 0; thread < THREADS; thread++) {
                String claimed = "subject-" + thread;
                assertThat(asked.get(thread).get())
                        .extracting(CompletableFuture::join)
                        .hasSize(REQUESTS_EACH)
                        .allSatisfy(decision -> {
                            assertThat(decision.getImageId()).isEqualTo("the same id");
                            assertThat(decision.getClaimedSubject()).isEqualTo(claimed);
                        })
                        .extracting(MatchDecision::getSource)
                        .doesNotHaveDuplicates();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<CompletableFuture<MatchDecision>> ask(DecisionRequests requests, int thread) {
        return IntStream.range(0, REQUESTS_EACH)
                .mapToObj(i -> requests.decide(
                        DecisionRequest.claim("the same id", "many", "subject-" + thread, DRAWN.png(i % 20, 0))))
                .toList();
    }

    @Test
    void enrolsVerifiesAndRevokes() {
        // Given
        ExemplarKey alice = new ExemplarKey("library", "alice", "1");
        try (EnrolmentRequests enrolments = EnrolmentRequests.open(settings(), PATIENCE);
                DecisionRequests decisions = DecisionRequests.open(settings(), PATIENCE)) {

            // When
            ExemplarStatus enrolled = enrolments.enrol(alice, DRAWN.png(1, 0)).join();
            MatchDecision match = decisions.decide(claim(enrolled)).join();
            ExemplarStatus revoked =
                    enrolments.revoke(ExemplarKey.ofGallery("library")).join();
            MatchDecision after = decisions.decide(claim(revoked)).join();

            // Then
            assertThat(enrolled.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(match.getOutcome()).isEqualTo(Outcome.MATCH);
            assertThat(revoked.getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
            assertThat(after.getOutcome()).isEqualTo(Outcome.NO_REFERENCE);
        }
    }

    private static DecisionRequest claim(ExemplarStatus status) {
        return DecisionRequest.claim("claim", "library", "alice", DRAWN.png(1, 0))
                .notBefore(status.getGalleryEpoch());
    }

    @Test
    void tellsEachOfTwoExemplarsOfOneKeyItsOwnStatus() {
        // Given
        ExemplarKey key = new ExemplarKey("twice", "alice", "1");
        try (EnrolmentRequests enrolments = EnrolmentRequests.open(settings(), PATIENCE)) {

            // When
            CompletableFuture<ExemplarStatus> good = enrolments.enrol(key, DRAWN.png(1, 0));
            CompletableFuture<ExemplarStatus> broken = enrolments.enrol(key, new byte[] {1, 2, 3});

            // Then
            assertThat(good.join().getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(broken.join().getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
            assertThat(broken.join().getSourceOffset())
                    .isGreaterThan(good.join().getSourceOffset());
        }
    }

    @Test
    void answersRequestsForPolicies() {
        // Given
        PolicyKey key = new PolicyKey("ruled");
        PolicyRequest request = PolicyRequest.newBuilder().setTargetFmr(0.1).build();
        PolicyRequest impossible =
                PolicyRequest.newBuilder().setTargetFmr(1e-12).build();
        try (PolicyRequests policies = PolicyRequests.open(settings(), PATIENCE)) {

            // When
            ExemplarStatus refused = policies.set(key, impossible).join();
            ExemplarStatus set = policies.set(key, request).join();
            ExemplarStatus removed = policies.remove(key).join();

            // Then
            assertThat(refused.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
            assertThat(set.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(removed.getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
        }
    }

    @Test
    void failsWhatIsNotAnsweredInTimeOrBeforeClosing() {
        // Given
        try (EmbeddedBroker withoutService = EmbeddedBroker.start()) {
            ContractSettings settings = ContractSettings.forBrokers(withoutService.bootstrapServers());
            try (TopicAdmin admin = TopicAdmin.open(settings)) {
                admin.create();
            }
            DecisionRequest request = DecisionRequest.search("lonely", "default", DRAWN.png(1, 0));
            long before = KafkaClientCount.open();
            DecisionRequests impatient = DecisionRequests.open(settings, Duration.ofMillis(300));
            DecisionRequests closed = DecisionRequests.open(settings, PATIENCE);

            // When
            CompletableFuture<MatchDecision> late = impatient.decide(request);
            CompletableFuture<MatchDecision> cut = closed.decide(request);
            assertThatThrownBy(late::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("lonely: no decision came within 0.3 s");
            closed.close();
            impatient.close();

            // Then
            assertThatThrownBy(cut::join)
                    .cause()
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("the client was closed");
            assertThat(KafkaClientCount.open()).isEqualTo(before);
            assertThatThrownBy(() -> closed.decide(request).join()).cause().isInstanceOf(IllegalStateException.class);
        }
    }

    private static ContractSettings settings() {
        return ContractSettings.forBrokers(RUNNING.bootstrapServers());
    }
}
