package io.siamese.testbed.demo;

/**
 * Chooses the subjects of the story.
 *
 * @param hero enrolled from the first image; the second is verified
 * @param stranger not enrolled at first: the first image is the exemplar, the second and third are probes
 */
record StorySubjects(Role hero, Role stranger) {

    /**
     * A subject and the images of it that the story shows.
     *
     * @param exemplar index of the image to enrol
     * @param probe index of an image to decide on
     * @param secondProbe index of another one
     */
    record Role(DemoSubject subject, int exemplar, int probe, int secondProbe) {

        byte[] exemplarImage() {
            return subject.readImage(exemplar);
        }

        byte[] probeImage() {
            return subject.readImage(probe);
        }

        byte[] secondProbeImage() {
            return subject.readImage(secondProbe);
        }
    }
}
