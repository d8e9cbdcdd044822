package io.siamese.testbed.bench;

import io.siamese.client.ExemplarPublisher;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.config.AppConfig;
import java.util.List;

/** The gallery that every run is searched against: enough that the search is there, too few for it to be what is measured. */
final class BenchGallery {
    /** With one exemplar each. */
    static final int SUBJECTS = 200;

    private BenchGallery() {}

    /**
     * Publishes the exemplars to a configuration's topic.
     *
     * @param files {@value #SUBJECTS} at least
     */
    static void publish(AppConfig config, List<byte[]> files) {
        try (ExemplarPublisher exemplars = ExemplarPublisher.open(config.contract())) {
            for (int i = 0; i < SUBJECTS; i++) {
                exemplars.enroll(new ExemplarKey("default", "subject-" + i, "1"), files.get(i));
            }
            exemplars.flush();
        }
    }
}
