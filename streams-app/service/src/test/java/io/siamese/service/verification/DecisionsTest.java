package io.siamese.service.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.MatchDecision;
import io.siamese.events.Probe;
import io.siamese.events.Source;
import io.siamese.service.flow.Result;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final Submission SUBMISSION = new Submission(
            new Source("images", 0, 0L, ""),
            new byte[] {1},
            "id",
            0,
            new Result.Success<>(Probe.newBuilder().setGallery("g").build()));

    private final Galleries galleries = new Galleries(2, PanelKernels.choose(Similarity.cosine()));
    private final Decisions decisions =
            new Decisions(new Judge(0), policy(0), new DecidedBy(VectorEncoder.ID, "images-id", "log-id", galleries));

    /** Every record of the log is another version of the policy, named by its offset. */
    @Test
    void aRejectionNamesThePolicyOfTheEpochThatItNames() {
        // Given
        galleries.apply(1, changed -> {
            changed.activate(VectorEncoder.ID);
            changed.setPolicy("g", policy(1));
        });
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> log = CompletableFuture.runAsync(() -> {
            for (long offset = 2; !done.get(); offset++) {
                Policy policy = policy(offset);
                galleries.apply(offset, changed -> changed.setPolicy("g", policy));
            }
        });

        // When
        int torn = 0;
        for (int rejected = 0; rejected < 300_000; rejected++) {
            MatchDecision decision = decisions
                    .draftAnswer(SUBMISSION, new Result.Rejection<>("CORRUPT_IMAGE"))
                    .draft();
            torn += decision.getPolicyVersion() == decision.getGalleryEpoch() ? 0 : 1;
        }
        done.set(true);

        // Then
        assertThat(torn).isZero();
        log.join();
    }

    private static Policy policy(long version) {
        return Policy.of(
                new PolicyRules(
                        "g", version, null, null, 0.5f, FusionKind.BEST, 5, null, null, null, null, false, Map.of()),
                null);
    }
}
