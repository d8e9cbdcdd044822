package io.siamese.trainer.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A class with some of its images enrolled.
 *
 * @param index of the class among all
 * @param templates the enrolled images' embeddings
 * @param mean their mean template
 * @param probes images that are not enrolled
 */
record Enrolment(int index, EmbeddedClass subject, float[][] templates, float[] mean, List<Integer> probes) {

    static Enrolment draw(int index, EmbeddedClass subject, int exemplars, SplittableRandom random) {
        List<Integer> drawers =
                new ArrayList<>(IntStream.range(0, subject.drawers()).boxed().toList());
        float[][] templates = new float[exemplars][];
        for (int i = 0; i < exemplars; i++) {
            templates[i] = subject.byDrawer()[drawers.remove(random.nextInt(drawers.size()))];
        }
        return new Enrolment(index, subject, templates, subject.scorer().mean(templates), drawers);
    }

    float best(float[] probe) {
        return Fusion.BEST.score(subject.scorer(), probe, templates);
    }

    float mean(float[] probe) {
        return subject.scorer().score(probe, mean);
    }
}
