package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.model.EncoderWeights;
import java.nio.file.Path;
import java.util.List;

/** Trains to the end, from the first step or from the checkpoint of a folder, and reads the weights that would be exported. */
final class FinishedRun {

    private FinishedRun() {}

    static EncoderWeights train(TrainSettings settings, List<ImageClass> classes, Path checkpoints, boolean resume)
            throws Exception {
        try (TrainingRun run = settings.startRun(classes, classes, "test")) {
            if (resume) {
                run.resumeFrom(checkpoints);
            }
            assertThat(run.train(new Silent(), settings.steps(), checkpoints)).isTrue();
            return WeightsReader.readWeights(run.encoder().orElseThrow().onnx().get());
        }
    }

    private record Silent() implements TrainingProgress {

        @Override
        public void stepDone(int steps, double loss) {}

        @Override
        public void validated(Validation validation) {}

        @Override
        public void close() {}
    }
}
