package io.siamese.trainer.oneshot;

import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.Fusion;
import io.siamese.trainer.trials.Scorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What stands for a class in a trial.
 *
 * @param exemplars K, each of another drawer, the same drawers for all classes
 * @param fusion of them; without effect where K is 1
 */
public record Shots(int exemplars, Fusion fusion) {

    public Shots {
        if (exemplars < 1) {
            throw new IllegalArgumentException("shots: at least 1, got " + exemplars);
        }
    }

    /** Probes of one drawer, not among those of the exemplars, that are not given their class. */
    int errors(List<EmbeddedClass> chosen, SplittableRandom random) {
        List<Integer> drawers = drawers(chosen, random);
        int probes = drawers.get(1);
        drawers.remove(1);
        List<float[][]> enrolled =
                chosen.stream().map(each -> pick(each, drawers)).toList();
        int errors = 0;
        for (int own = 0; own < chosen.size(); own++) {
            EmbeddedClass subject = chosen.get(own);
            float[] probe = subject.byDrawer()[probes];
            errors += beaten(subject.scorer(), probe, enrolled, own) ? 1 : 0;
        }
        return errors;
    }

    /** K + 1 different ones: the first and the third and later give exemplars, the second the probes. */
    private List<Integer> drawers(List<EmbeddedClass> chosen, SplittableRandom random) {
        int all = chosen.stream()
                .min(Comparator.comparingInt(EmbeddedClass::drawers))
                .orElseThrow()
                .drawers();
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

    private static float[][] pick(EmbeddedClass subject, List<Integer> drawers) {
        return drawers.stream().map(drawer -> subject.byDrawer()[drawer]).toArray(float[][]::new);
    }

    private boolean beaten(Scorer scorer, float[] probe, List<float[][]> enrolled, int own) {
        float mated = fusion.score(scorer, probe, enrolled.get(own));
        for (int other = 0; other < enrolled.size(); other++) {
            if (other != own && fusion.score(scorer, probe, enrolled.get(other)) >= mated) {
                return true;
            }
        }
        return false;
    }
}
