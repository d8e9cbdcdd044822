package io.siamese.trainer.data;

import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.util.List;

/**
 * One run of one-shot classification with given images.
 *
 * @param name such as {@code run01}
 * @param exemplars one of each class; names are paths
 * @param probes to be classified
 * @param answers of each probe, the place of its exemplar
 */
public record OneShotRun(String name, List<EncodedFile> exemplars, List<EncodedFile> probes, List<Integer> answers) {

    public OneShotRun {
        exemplars = List.copyOf(exemplars);
        probes = List.copyOf(probes);
        answers = List.copyOf(answers);
    }
}
