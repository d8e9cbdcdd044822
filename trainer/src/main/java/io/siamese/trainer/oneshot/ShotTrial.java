package io.siamese.trainer.oneshot;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.SubjectTemplates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Runs one trial: K exemplars stand for each class, and another image of each class is the probe.
 *
 * @param exemplars K, each of another drawer, the same drawers for all classes
 * @param fusion of them; without effect where K is 1
 */
public record ShotTrial(int exemplars, FusedScore fusion) {

    public ShotTrial {
        if (exemplars < 1) {
            throw new IllegalArgumentException("shots: at least 1, got " + exemplars);
        }
    }

    /** Probes of one drawer, not among those of the exemplars, that are not given their class. */
    int countErrors(List<EmbeddedClass> chosen, SplittableRandom random) {
        List<Integer> drawers = drawers(chosen, random);
        int probes = drawers.get(1);
        drawers.remove(1);
        List<SubjectTemplates> enrolled =
                chosen.stream().map(each -> enrolClass(each, drawers)).toList();
        int errors = 0;
        for (int own = 0; own < chosen.size(); own++) {
            float[] probe = chosen.get(own).probes()[probes];
            errors += isBeaten(probe, enrolled, own) ? 1 : 0;
        }
        return errors;
    }

    /** K + 1 different ones: the first and the third and later give exemplars, the second the probes. */
    private List<Integer> drawers(List<EmbeddedClass> chosen, SplittableRandom random) {
        int all = chosen.stream()
                .min(Comparator.comparingInt(EmbeddedClass::imageCount))
                .orElseThrow()
                .imageCount();
        int first = random.nextInt(all);
        int second = (first + 1 + random.nextInt(all - 1)) % all;
        List<Integer> left = new ArrayList<>(IntStream.range(0, all)
                .filter(drawer -> drawer != first && drawer != second)
                .boxed()
                .toList());
        List<Integer> drawn = new ArrayList<>(List.of(first, second));
        while (drawn.size() <= exemplars) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    private static SubjectTemplates enrolClass(EmbeddedClass subject, List<Integer> drawers) {
        return new SubjectTemplates(
                subject.similarity(),
                drawers.stream().map(drawer -> subject.embeddings()[drawer]).toArray(float[][]::new));
    }

    private boolean isBeaten(float[] probe, List<SubjectTemplates> enrolled, int own) {
        float mated = enrolled.get(own).score(fusion, probe);
        for (int other = 0; other < enrolled.size(); other++) {
            if (other != own && enrolled.get(other).score(fusion, probe) >= mated) {
                return true;
            }
        }
        return false;
    }
}
