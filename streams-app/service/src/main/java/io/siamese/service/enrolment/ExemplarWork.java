package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.SealedNumbers;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.service.batching.Chunk;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.EmbeddedImage;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Result;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Newcomer;
import io.siamese.service.matching.Gates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prepares the exemplars of a chunk: reads them, refuses what need not be decoded, decodes the images, lets the policy's
 * gates look at them, embeds those that pass, and looks together for who is near to them. Thread-safe.
 */
public final class ExemplarWork implements ChunkWork<PreparedExemplar> {
    private final ExemplarRequestReader requests;
    private final ImageEncoder images;
    private final EnrolledTemplates enrolled;
    private final EnrolmentGates gates;
    private final String encoderId;
    private final SealedNumbers numbers;

    /**
     * @param enrolled searched for neighbours
     * @param gates what an exemplar must be, beyond being readable
     * @param encoderId the encoder whose templates are made
     */
    public ExemplarWork(
            EventSerdes serdes,
            ImageEncoder images,
            EnrolledTemplates enrolled,
            EnrolmentGates gates,
            String encoderId) {
        this.requests = new ExemplarRequestReader(serdes.exemplarReader(), encoderId, this::currentGates);
        this.images = images;
        this.enrolled = enrolled;
        this.gates = gates;
        this.encoderId = encoderId;
        this.numbers = new SealedNumbers(serdes.sealing());
    }

    @Override
    public List<PreparedExemplar> apply(List<RawRecord> records) {
        Chunk<ExemplarRequest, SubmittedExemplar> submitted =
                Chunk.from(records.stream().map(requests::readRequest).toList()).mapEach(ExemplarRequest::exemplar);
        return images.embed(
                        submitted,
                        SubmittedExemplar::picture,
                        (exemplar, image) -> gates.rejection(image, exemplar.gates()))
                .mapTogether(this::draftTemplates)
                .toList(PreparedExemplar::new);
    }

    /** Where a record's image lies, if this work will take it from there. */
    public Optional<ImageReference> reference(RawRecord record) {
        return requests.reference(record);
    }

    /** What a record's image must have been encrypted for. Empty if its key names no exemplar. */
    public Optional<SealedPlace> sealedPlace(RawRecord record) {
        return requests.sealedPlace(record);
    }

    /** The gates that a gallery's policy names now. */
    private Gates currentGates(String gallery) {
        return Gates.of(enrolled.policy(gallery).rules().gates());
    }

    /** Whether a record was prepared by the gates that are in force now. */
    boolean isCurrent(PreparedExemplar prepared) {
        return !(prepared.request() instanceof ExemplarRequest.Enrolment enrolment)
                || enrolment.gates().equals(currentGates(enrolment.key().gallery()));
    }

    private List<Result<TemplateDraft>> draftTemplates(List<EmbeddedImage<SubmittedExemplar>> embedded) {
        List<Newcomer> newcomers = embedded.stream()
                .map(exemplar -> exemplar.subject().newcomer(exemplar.values()))
                .toList();
        List<Neighbours> neighbours = enrolled.neighbours(newcomers);
        List<Result<TemplateDraft>> drafts = new ArrayList<>(embedded.size());
        for (int i = 0; i < embedded.size(); i++) {
            Newcomer newcomer = newcomers.get(i);
            Neighbours near = neighbours.get(i);
            drafts.add(template(embedded.get(i))
                    .flatMap(template -> new Result.Success<>(new TemplateDraft(template, newcomer, near))));
        }
        return drafts;
    }

    private Result<Template> template(EmbeddedImage<SubmittedExemplar> embedded) {
        Template template = described(embedded.subject());
        try {
            numbers.write(TemplateKey.of(encoderId, embedded.subject().key()), template, embedded.values());
            return new Result.Success<>(template);
        } catch (SealException e) {
            return new Result.Rejection<>(e.reason());
        }
    }

    private Template described(SubmittedExemplar submitted) {
        Exemplar exemplar = submitted.exemplar();
        Template template = Template.newBuilder().build();
        template.setGallery(submitted.key().gallery());
        template.setSubject(submitted.key().subject());
        template.setExemplar(submitted.key().exemplar());
        template.setKind(exemplar.getKind());
        template.setEncoderId(encoderId);
        template.setImageSha256(exemplar.getImageSha256());
        template.setValidUntil(exemplar.getValidUntil());
        template.setExemplarOffset(submitted.offset());
        return template;
    }
}
