package io.siamese.console.room.trial;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.UnprocessableContentResponse;
import io.siamese.client.ExemplarNaming;
import io.siamese.console.gallery.GalleryContents;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.model.LocalModel;
import io.siamese.console.picture.EncoderPictures;
import io.siamese.console.picture.NoPictureException;
import io.siamese.console.picture.RecordThumbnails;
import io.siamese.console.picture.Thumbnails;
import io.siamese.console.web.ImageUploads;
import io.siamese.console.web.Parameters;
import io.siamese.console.web.Room;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves page Try. Nothing is published, and no image is kept. */
public final class TrialRoom implements Room {

    private final Supplier<GalleryMirror> mirror;
    private final Supplier<RecordThumbnails> pictures;
    private final Supplier<ImageUploads> uploads;
    private final LocalModel model;
    private final Thumbnails thumbnails = new Thumbnails(Integer.MAX_VALUE);

    /**
     * What became of an image.
     *
     * @param galleryEncoderId the encoder that decides; null: none does yet
     * @param picture PNG of the image
     * @param seen PNG of the encoder's input
     * @param verdict null: the console has another encoder than the gallery, so nothing can be compared
     */
    record Trial(
            String encoderId,
            @Nullable String galleryEncoderId,
            byte[] picture,
            byte[] seen,
            int width,
            int height,
            @Nullable TrialVerdict verdict) {}

    /**
     * Where two images agree and where they differ.
     *
     * @param probe PNG: the map over the image
     * @param exemplar PNG: the map over the exemplar
     * @param scale the loss of similarity that both maps draw strongest
     */
    record Difference(float similarity, byte[] probe, byte[] exemplar, float scale) {}

    public TrialRoom(
            Supplier<GalleryMirror> mirror,
            Supplier<RecordThumbnails> pictures,
            Supplier<ImageUploads> uploads,
            LocalModel model) {
        this.mirror = mirror;
        this.pictures = pictures;
        this.uploads = uploads;
        this.model = model;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.post("/api/try", context -> context.json(tryImage(context)));
        routes.post("/api/try/difference", context -> context.json(difference(context)));
    }

    private Trial tryImage(Context context) {
        byte[] image = uploads.get().readImage(context);
        String gallery = Parameters.gallery(context);
        String claim = Parameters.optional(context, "claim");
        GalleryContents contents = mirror.get().contents();
        byte[] picture = picture(image);
        return model.compute(encoder -> {
            byte[] input = preprocess(encoder, image);
            float[] probe = embedding(encoder, input);
            boolean comparable = encoder.encoderId().equals(contents.encoderId());
            return new Trial(
                    encoder.encoderId(),
                    contents.encoderId(),
                    picture,
                    EncoderPictures.drawInput(input, encoder.preprocessor()),
                    encoder.preprocessor().width(),
                    encoder.preprocessor().height(),
                    comparable ? verdict(encoder, probe, contents, gallery, claim) : null);
        });
    }

    private TrialVerdict verdict(
            Encoder encoder, float[] probe, GalleryContents contents, String gallery, @Nullable String claim) {
        TrialTerms terms = new TrialTerms(
                contents.policyOf(gallery).orElse(null),
                model.file().calibration().orElse(null));
        return new TrialJudge(terms, encoder.similarity(), encoder.noise())
                .judgeProbe(
                        probe,
                        gallery,
                        contents.templatesIn(gallery),
                        claim == null ? null : ExemplarNaming.nfc(claim),
                        Instant.now());
    }

    private Difference difference(Context context) {
        byte[] image = uploads.get().readImage(context);
        ExemplarKey key = Parameters.exemplarKey(
                Parameters.gallery(context),
                Parameters.required(context, "subject"),
                Parameters.required(context, "exemplar"));
        checkEncoder();
        byte[] other = exemplar(key);
        return model.compute(encoder ->
                ImagePairExplanation.explain(encoder, preprocess(encoder, image), preprocess(encoder, other)));
    }

    private void checkEncoder() {
        String deciding = mirror.get().contents().encoderId();
        if (!model.file().encoderId().equals(deciding)) {
            throw new ConflictResponse("the console's model is encoder "
                    + model.file().encoderId() + ", the gallery's is " + deciding + ": start the console with --model");
        }
    }

    private byte[] exemplar(ExemplarKey key) {
        try {
            return pictures.get().fileOfExemplar(key);
        } catch (NoPictureException e) {
            throw new GoneResponse(String.valueOf(e.getMessage()));
        }
    }

    private byte[] picture(byte[] image) {
        try {
            return thumbnails.makePng(image);
        } catch (UnreadableImageException e) {
            throw unreadable(e);
        }
    }

    private static byte[] preprocess(Encoder encoder, byte[] image) {
        try {
            return encoder.preprocessor().apply(image);
        } catch (UnreadableImageException e) {
            throw unreadable(e);
        }
    }

    private static float[] embedding(Encoder encoder, byte[] input) {
        float[] embedding = encoder.encode(List.of(input))[0];
        if (!Encoder.isComparable(embedding)) {
            throw new UnprocessableContentResponse("the encoder finds nothing to compare in this image");
        }
        return embedding;
    }

    private static UnprocessableContentResponse unreadable(UnreadableImageException e) {
        return new UnprocessableContentResponse("the service would reject this image: " + e.getMessage());
    }
}
