package io.siamese.testbed.demo;

import io.siamese.client.Enrolment;
import io.siamese.client.Submission;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.key.ExemplarKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A stream of claims, half of them false, about subjects that nobody chose: how often decisions are right, and how fast. */
final class Crowd {

    private static final int MOST_SUBJECTS = 30;
    private static final int MOST_EXEMPLARS = 5;

    private final Stage stage;
    private final List<DemoSubject> subjects;
    private final String gallery;
    private final Narrator narrator;
    private final Random random;

    Crowd(Stage stage, DemoImages images, String gallery, Narrator narrator, long seed) {
        this.stage = stage;
        this.subjects = images.subjects()
                .subList(0, Math.min(MOST_SUBJECTS, images.subjects().size()));
        this.gallery = gallery;
        this.narrator = narrator;
        this.random = new Random(seed);
    }

    void stream(int count) {
        AtomicLong epoch = new AtomicLong(-1);
        int enrolled = enrol(epoch);
        Tally tally = new Tally();
        List<Submission> claims = IntStream.range(0, count)
                .mapToObj(i -> claim(i, epoch.get(), tally))
                .toList();
        narrator.step(count + " claims about " + subjects.size() + " subjects with " + enrolled
                + " exemplars, every second claim false");
        Iterator<Submission> submissions = claims.iterator();
        long start = System.nanoTime();
        List<String> undecided = stage.decideAll(submissions, tally::count);
        double seconds = (System.nanoTime() - start) / 1e9;
        narrator.outcome(
                undecided.isEmpty() && tally.decided() == count,
                String.format(
                        Locale.ROOT,
                        "%d decisions in %.1f s, %.0f images/s",
                        tally.decided(),
                        seconds,
                        tally.decided() / seconds));
        narrator.say("         " + tally.trueClaims());
        narrator.say("         " + tally.falseClaims());
    }

    /** Enrols the first images of each subject, and leaves at least two to decide on. */
    private int enrol(AtomicLong epoch) {
        List<Enrolment.Item> items = new ArrayList<>();
        for (DemoSubject subject : subjects) {
            for (int i = 0; i < exemplars(subject); i++) {
                items.add(new Enrolment.Item(new ExemplarKey(gallery, subject.name(), "image-" + i), subject.image(i)));
            }
        }
        int[] enrolled = new int[1];
        stage.enrolAll(items, status -> {
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

    private Submission claim(int number, long epoch, Tally tally) {
        String id = String.format(Locale.ROOT, "stream-%04d", number);
        DemoSubject shown = subjects.get(random.nextInt(subjects.size()));
        int first = exemplars(shown);
        byte[] image = shown.image(first + random.nextInt(shown.images().size() - first));
        boolean isTrue = number % 2 == 0;
        if (isTrue) {
            tally.isTrue(id);
        }
        String claimed = isTrue ? shown.name() : someoneElse(shown).name();
        return Submission.claim(id, gallery, claimed, image).notBefore(epoch);
    }

    private DemoSubject someoneElse(DemoSubject shown) {
        int index = subjects.indexOf(shown);
        return subjects.get((index + 1 + random.nextInt(subjects.size() - 1)) % subjects.size());
    }
}
