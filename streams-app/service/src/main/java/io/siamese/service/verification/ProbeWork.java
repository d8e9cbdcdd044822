package io.siamese.service.verification;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.events.MatchDecision;
import io.siamese.events.Probe;
import io.siamese.events.Source;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.service.batching.Chunk;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.EmbeddedImage;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.ImageInput;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.References;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Result;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryQuery;
import io.siamese.service.gallery.GallerySearch;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers the probes of a chunk: reads them, refuses what need not be decoded, decodes and embeds the images, searches for
 * them together, and drafts the decisions. Thread-safe.
 */
public final class ProbeWork implements ChunkWork<ProbeAnswer> {
    private record Question(Submission submission, Probe probe) {}

    private final SubmissionReader submissions;
    private final ImageEncoder images;
    private final GallerySearch search;
    private final int candidates;
    private final Decisions decisions;

    /**
     * @param search the galleries that {@code decisions} name
     * @param candidates greatest number of candidates a probe where the log names no policy, at least 1
     */
    public ProbeWork(
            EventSerdes serdes, ImageEncoder images, GallerySearch search, int candidates, Decisions decisions) {
        this.submissions = new SubmissionReader(serdes.probeReader());
        this.images = images;
        this.search = search;
        this.candidates = candidates;
        this.decisions = decisions;
    }

    /** @throws EncoderException if the encoder fails: nothing may be decided then */
    @Override
    public List<ProbeAnswer> apply(List<RawRecord> records) {
        Chunk<Submission, Question> questions = Chunk.from(
                        records.stream().map(submissions::readSubmission).toList())
                .mapEach(submission ->
                        submission.probe().flatMap(probe -> new Result.Success<>(new Question(submission, probe))));
        return images.embed(questions, ProbeWork::picture)
                .mapTogether(this::compare)
                .toList(this::draftAnswer);
    }

    private static ImageInput picture(Question question) {
        Probe probe = question.probe();
        Source source = question.submission().source();
        return new ImageInput(
                probe.getImage(),
                References.findReference(probe, source.getTopic(), source.getPartition(), source.getOffset()),
                ImageInput.regionFrom(probe.getCrop(), probe.getPoints()),
                SealedPlace.probe(probe.getGallery(), question.submission().imageId()));
    }

    private List<Result<Comparison>> compare(List<EmbeddedImage<Question>> embedded) {
        List<GalleryQuery> queries = embedded.stream().map(ProbeWork::toQuery).toList();
        List<Galleries.Found> found = search.search(queries, candidates);
        List<Result<Comparison>> comparisons = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            EmbeddedImage<Question> question = embedded.get(i);
            comparisons.add(new Result.Success<>(
                    new Comparison(question.subject().probe(), queries.get(i), question.measures(), found.get(i))));
        }
        return comparisons;
    }

    private static GalleryQuery toQuery(EmbeddedImage<Question> embedded) {
        Question question = embedded.subject();
        return new GalleryQuery(
                question.probe().getGallery(),
                question.probe().getClaimedSubject(),
                embedded.values(),
                question.submission().at());
    }

    private ProbeAnswer draftAnswer(Submission submission, Result<Comparison> comparison) {
        return decisions.draftAnswer(submission, comparison);
    }

    /** Answers a probe once more by the present galleries. Its image is neither decoded nor embedded again. */
    ProbeAnswer searchAgain(Submission submission, Comparison earlier) {
        Galleries.Found found =
                search.search(List.of(earlier.query()), candidates).get(0);
        return draftAnswer(
                submission,
                new Result.Success<>(new Comparison(earlier.probe(), earlier.query(), earlier.image(), found)));
    }

    /** The decisions about some records, without their times. */
    public List<MatchDecision> draftDecisions(List<RawRecord> records) {
        return apply(records).stream().map(ProbeAnswer::draft).toList();
    }

    /** Makes an answer of this work ready to be sent, as {@link Decisions#complete} does. */
    MatchDecision complete(ProbeAnswer answer, long now) {
        return decisions.complete(answer, now);
    }

    /** Rejects a probe that could have been compared. */
    ProbeAnswer rejectProbe(Submission submission, String reason) {
        return draftAnswer(submission, new Result.Rejection<>(reason));
    }
}
