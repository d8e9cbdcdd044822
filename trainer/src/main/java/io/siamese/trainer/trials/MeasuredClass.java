package io.siamese.trainer.trials;

import io.siamese.encoder.image.ImageMeasures;
import java.util.List;

/** Holds how much each image of a class shows. */
public record MeasuredClass(String group, List<ImageMeasures> images) {

    public MeasuredClass {
        images = List.copyOf(images);
    }
}
