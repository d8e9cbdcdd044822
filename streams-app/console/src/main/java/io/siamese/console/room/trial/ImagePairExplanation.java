package io.siamese.console.room.trial;

import io.javalin.http.UnprocessableContentResponse;
import io.siamese.console.picture.EncoderPictures;
import io.siamese.encoder.explain.OcclusionMap;
import io.siamese.encoder.onnx.Encoder;
import java.util.List;

/** Covers each of two images place by place, and draws both maps on one scale, so that their colours can be compared. */
final class ImagePairExplanation {

    /** Where nothing changes, the noise of the numbers must not be drawn as strong as a difference. */
    private static final float LEAST_SCALE = 0.02f;

    private ImagePairExplanation() {}

    static TrialRoom.Difference explain(Encoder encoder, byte[] probe, byte[] exemplar) {
        float[][] embeddings = encoder.encode(List.of(probe, exemplar));
        if (!Encoder.isComparable(embeddings[0]) || !Encoder.isComparable(embeddings[1])) {
            throw new UnprocessableContentResponse("the encoder finds nothing to compare in one of the images");
        }
        OcclusionMap ofProbe = OcclusionMap.compute(encoder, probe, embeddings[1]);
        OcclusionMap ofExemplar = OcclusionMap.compute(encoder, exemplar, embeddings[0]);
        float scale = Math.max(LEAST_SCALE, Math.max(ofProbe.greatest(), ofExemplar.greatest()));
        return new TrialRoom.Difference(
                ofProbe.similarity(),
                EncoderPictures.drawLossMap(ofProbe, probe, encoder.preprocessor(), scale),
                EncoderPictures.drawLossMap(ofExemplar, exemplar, encoder.preprocessor(), scale),
                scale);
    }
}
