package io.siamese.trainer.report;

import java.util.List;

/**
 * Names the model that was measured, and the data.
 *
 * @param encoderId of the model
 * @param model its file, or that it is the bundled one
 * @param preset of its card
 * @param preprocessing of its card, in words
 * @param similarity of its card
 * @param data what was named on the command line, and the split
 * @param classes number of them; 0 if only runs were measured
 * @param groups number of them
 * @param images number of them
 * @param preprocessingMicros CPU time from an encoded image to the encoder's input, one thread
 * @param encodingMicros CPU time from there to the embedding, one thread, in batches
 * @param remarks what a reader must know, such as that the model was trained on some of it
 */
public record MeasuredModel(
        String encoderId,
        String model,
        String preset,
        String preprocessing,
        String similarity,
        String data,
        int classes,
        int groups,
        int images,
        double preprocessingMicros,
        double encodingMicros,
        List<String> remarks) {

    public MeasuredModel {
        remarks = List.copyOf(remarks);
    }
}
