package io.siamese.trainer.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Holds a class of which some images are enrolled.
 *
 * @param index of the class among all
 * @param templates of the enrolled images
 * @param probes images that are not enrolled
 */
record EnrolledClass(int index, EmbeddedClass subject, SubjectTemplates templates, List<Integer> probes) {

    static EnrolledClass drawExemplars(int index, EmbeddedClass subject, int exemplars, SplittableRandom random) {
        List<Integer> images =
                new ArrayList<>(IntStream.range(0, subject.imageCount()).boxed().toList());
        float[][] enrolled = new float[exemplars][];
        for (int i = 0; i < exemplars; i++) {
            enrolled[i] = subject.embeddings()[images.remove(random.nextInt(images.size()))];
        }
        return new EnrolledClass(index, subject, new SubjectTemplates(subject.similarity(), enrolled), images);
    }
}
