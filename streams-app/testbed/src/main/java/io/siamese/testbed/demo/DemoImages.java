package io.siamese.testbed.demo;

import java.util.List;

/**
 * Gives the images that the demo enrols and publishes.
 *
 * @param about where the images come from, for the reader of the demo
 * @param subjects at least {@value #LEAST_SUBJECTS}, each with at least {@value #LEAST_IMAGES} images
 */
record DemoImages(String about, List<DemoSubject> subjects) {

    static final int LEAST_SUBJECTS = 2;
    static final int LEAST_IMAGES = 3;

    DemoImages {
        subjects = List.copyOf(subjects);
        if (subjects.size() < LEAST_SUBJECTS) {
            throw new IllegalArgumentException(about + ": " + subjects.size() + " subjects with " + LEAST_IMAGES
                    + " images or more; the demo needs " + LEAST_SUBJECTS
                    + " (each leaf folder of --images DIR is a subject)");
        }
    }
}
