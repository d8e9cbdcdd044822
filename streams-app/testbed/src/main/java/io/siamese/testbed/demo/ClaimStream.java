package io.siamese.testbed.demo;

import io.siamese.client.DecisionRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.key.ExemplarKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Streams claims, half of them false, about subjects that nobody chose. It shows how often decisions are right, and
 * how fast they come.
 */
final class ClaimStream {

    private static final int MOST_SUBJECTS = 30;
    private static final int MOST_EXEMPLARS = 5;

    private final DemoClient client;
    private final List<DemoSubject> subjects;
    private final String gallery;
    private final Narrator narrator;
    private final Random random;

    ClaimStream(DemoClient client, DemoImages images, String gallery, Narrator narrator, long seed) {
        this.client = client;
        this.subjects = images.subjects()
                .subList(0, Math.min(MOST_SUBJECTS, images.subjects().size()));
        this.gallery = gallery;
        this.narrator = narrator;
        this.random = new Random(seed);
    }

    void streamClaims(int count) {
        AtomicLong epoch = new AtomicLong(-1);
        int enrolled = enrolSubjects(epoch);
        DecisionCounts tally = new DecisionCounts();
        List<DecisionRequest> claims = IntStream.range(0, count)
                .mapToObj(i -> createClaim(i, epoch.get(), tally))
                .toList();
        narrator.beginStep(count + " claims about " + subjects.size() + " subjects with " + enrolled
                + " exemplars, every second claim false");
        Iterator<DecisionRequest> requests = claims.iterator();
        long start = System.nanoTime();
        List<String> undecided = client.decideAll(requests, tally::countDecision);
        double seconds = (System.nanoTime() - start) / 1e9;
        narrator.printOutcome(
                undecided.isEmpty() && tally.decided() == count,
                String.format(
                        Locale.ROOT,
                        "%d decisions in %.1f s, %.0f images/s",
                        tally.decided(),
                        seconds,
                        tally.decided() / seconds));
        narrator.printLine("         " + tally.trueClaims());
        narrator.printLine("         " + tally.falseClaims());
    }

    /** Enrols the first images of each subject, and leaves at least two to decide on. */
    private int enrolSubjects(AtomicLong epoch) {
        Map<ExemplarKey, byte[]> images = new LinkedHashMap<>();
        for (DemoSubject subject : subjects) {
            for (int i = 0; i < exemplars(subject); i++) {
                images.put(new ExemplarKey(gallery, subject.name(), "image-" + i), subject.readImage(i));
            }
        }
        int[] enrolled = new int[1];
        client.enrolAll(images, status -> {
            // A flag is for people: what is flagged is enrolled and compared.
            boolean isEnrolled =
                    status.getStatus() == EnrolmentStatus.ENROLLED || status.getStatus() == EnrolmentStatus.FLAGGED;
            enrolled[0] += isEnrolled ? 1 : 0;
            epoch.accumulateAndGet(status.getGalleryEpoch(), Math::max);
        });
        return enrolled[0];
    }

    private static int exemplars(DemoSubject subject) {
        return Math.min(MOST_EXEMPLARS, subject.images().size() - 2);
    }

    private DecisionRequest createClaim(int number, long epoch, DecisionCounts tally) {
        String id = String.format(Locale.ROOT, "stream-%04d", number);
        DemoSubject shown = subjects.get(random.nextInt(subjects.size()));
        int first = exemplars(shown);
        byte[] image = shown.readImage(first + random.nextInt(shown.images().size() - first));
        boolean isTrue = number % 2 == 0;
        if (isTrue) {
            tally.markTrue(id);
        }
        String claimed = isTrue ? shown.name() : someoneElse(shown).name();
        return DecisionRequest.claim(id, gallery, claimed, image).notBefore(epoch);
    }

    private DemoSubject someoneElse(DemoSubject shown) {
        int index = subjects.indexOf(shown);
        return subjects.get((index + 1 + random.nextInt(subjects.size() - 1)) % subjects.size());
    }
}
