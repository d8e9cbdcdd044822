package io.siamese.service.loading;

import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.fetching.ImageSupply;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GallerySearch;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.matching.Judge;
import io.siamese.service.verification.DecidedBy;
import io.siamese.service.verification.Decisions;
import io.siamese.service.verification.ProbeWork;
import java.util.function.UnaryOperator;

/** A loaded encoder with the galleries of its templates, which are empty at first. Nothing of another encoder is in them. */
public final class EncoderGallery {
    private final LoadedEncoder loaded;
    private final Galleries galleries;
    private final GalleryLogContents contents;
    private final ImageEncoder images;

    /**
     * @param elsewhere gives the images that lie outside of their records
     * @param maxRecordImage longest image in a record, bytes
     * @param opening decrypts images
     */
    public EncoderGallery(LoadedEncoder loaded, ImageSupply elsewhere, int maxRecordImage, ImageOpening opening) {
        this.loaded = loaded;
        galleries = emptyGalleries(loaded.encoder());
        contents = new GalleryLogContents(
                new GalleryLog(
                        EncoderIdentity.of(loaded.encoder()), loaded.rules().calibration()),
                galleries);
        images = new ImageEncoder(loaded.encoder(), elsewhere, maxRecordImage, opening);
    }

    private static Galleries emptyGalleries(Encoder encoder) {
        return new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity()));
    }

    public LoadedEncoder loadedEncoder() {
        return loaded;
    }

    public String encoderId() {
        return loaded.encoderId();
    }

    public Galleries galleries() {
        return galleries;
    }

    public GalleryLogContents contents() {
        return contents;
    }

    public ImageEncoder imageEncoder() {
        return images;
    }

    /** What the task of enrolment keeps of its own. */
    public EnrolledTemplates enrolled() {
        return new EnrolledTemplates(
                emptyGalleries(loaded.encoder()),
                loaded.rules().calibration(),
                loaded.rules().byDefault());
    }

    /**
     * Answers probes by this encoder alone.
     *
     * @param imagesTopic topic id of the topic of images
     * @param galleryLog topic id of the gallery log
     * @param measured puts a meter in front of the search
     */
    public ProbeWork probeWork(
            EventSerdes serdes, String imagesTopic, String galleryLog, UnaryOperator<GallerySearch> measured) {
        Decisions decisions = new Decisions(
                new Judge(loaded.encoder().noise()),
                loaded.rules().byDefault(),
                new DecidedBy(encoderId(), imagesTopic, galleryLog, galleries));
        return new ProbeWork(
                serdes,
                images,
                measured.apply(galleries),
                loaded.rules().byDefault().rules().candidates(),
                decisions);
    }
}
