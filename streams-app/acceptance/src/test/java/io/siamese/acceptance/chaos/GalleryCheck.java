package io.siamese.acceptance.chaos;

import io.siamese.acceptance.process.Instance;
import io.siamese.acceptance.process.Wait;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Compares each instance's gallery with what was published to {@code exemplars}. Every partition of images is asked about
 * every subject, with the very image that counts, so every instance that decides is asked. Besides, each instance says how
 * many templates it has.
 */
final class GalleryCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final float SAME = 0.999f;

    private record Asked(String id, boolean enrolled) {}

    private final ChaosBed bed;
    private final SingleObjectWriter writer = new SingleObjectWriter();

    GalleryCheck(ChaosBed bed) {
        this.bed = bed;
    }

    /** @return how many answers and counts differ; 0 is right */
    int apart(String row) {
        long last = bed.churn().lastOffset();
        Wait.until(
                PATIENCE,
                "the status of the last exemplar",
                () -> bed.oracle().latestStatus().getSourceOffset() >= last);
        long epoch = bed.oracle().latestStatus().getGalleryEpoch();
        SortedMap<String, byte[]> alive = bed.churn().alive();
        List<Asked> all = ask(row, alive, epoch);
        return (int) all.stream().filter(this::isWrong).count() + miscounted(alive.size());
    }

    private List<Asked> ask(String row, SortedMap<String, byte[]> alive, long epoch) {
        byte[] any = alive.values().iterator().next();
        List<Asked> asked = new ArrayList<>();
        for (int partition = 0; partition < ChaosBed.PARTITIONS; partition++) {
            for (int number = 0; number < EnrolmentChurn.SUBJECTS; number++) {
                String subject = "s-" + number;
                String id = "check-" + row + "-" + partition + "-" + subject;
                bed.load().send(id, partition, probe(subject, alive.getOrDefault(subject, any), epoch), false);
                asked.add(new Asked(id, alive.containsKey(subject)));
            }
        }
        bed.load().flush();
        return asked;
    }

    private byte[] probe(String subject, byte[] image, long epoch) {
        return writer.write(
                "images",
                Probe.newBuilder()
                        .setGallery(EnrolmentChurn.GALLERY)
                        .setClaimedSubject(subject)
                        .setMinEpoch(epoch)
                        .setImage(ByteBuffer.wrap(image))
                        .build());
    }

    private boolean isWrong(Asked asked) {
        Wait.until(PATIENCE, asked.id(), () -> bed.oracle().check(asked.id()).isPresent());
        MatchDecision decision = bed.oracle().check(asked.id()).orElseThrow();
        return asked.enrolled()
                ? decision.getOutcome() != Outcome.MATCH
                        || decision.getCandidates().get(0).getSimilarity() < SAME
                : decision.getOutcome() != Outcome.NO_REFERENCE;
    }

    private int miscounted(int templates) {
        int wrong = 0;
        for (Instance instance : bed.instances()) {
            try {
                Wait.until(
                        Duration.ofMinutes(2),
                        "templates",
                        () -> instance.metric("siamese_gallery_templates") == templates);
            } catch (AssertionError e) {
                wrong++;
            }
        }
        return wrong;
    }
}
