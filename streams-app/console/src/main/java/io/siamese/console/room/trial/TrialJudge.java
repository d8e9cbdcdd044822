package io.siamese.console.room.trial;

import io.siamese.console.gallery.EnrolledTemplate;
import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.ruling.Bar;
import io.siamese.schemas.ruling.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ranks the subjects of a gallery for an embedding, and judges the best one as the service does. */
final class TrialJudge {

    private static final int RANKED = 10;

    private final TrialTerms terms;
    private final FusedScore scoring;
    private final Similarity similarity;
    private final float noise;

    /** @param noise of a similarity, as the encoder measured it */
    TrialJudge(TrialTerms terms, Similarity similarity, float noise) {
        this.terms = terms;
        this.scoring = terms.scoring();
        this.similarity = similarity;
        this.noise = noise;
    }

    /**
     * Judges an embedding.
     *
     * @param templates of the gallery, by the encoder that made the probe's embedding
     * @param claimed the subject that is claimed; null: a search
     */
    TrialVerdict judgeProbe(
            float[] probe, String gallery, List<EnrolledTemplate> templates, @Nullable String claimed, Instant now) {
        Map<String, List<EnrolledTemplate>> subjects = bySubject(templates, now);
        List<TrialVerdict.Ranked> ranking = new ArrayList<>();
        subjects.forEach((subject, own) -> {
            if (claimed == null || claimed.equals(subject)) {
                ranking.add(rankSubject(subject, own, probe));
            }
        });
        ranking.sort(Comparator.comparingDouble(TrialVerdict.Ranked::score).reversed());
        if (ranking.isEmpty()) {
            String reason = subjects.isEmpty() ? Reasons.UNKNOWN_GALLERY : Reasons.UNKNOWN_SUBJECT;
            return verdict(gallery, claimed, new Ruling(Outcome.NO_REFERENCE, reason), ranking, null, subjects.size());
        }
        int exemplars = ranking.get(0).exemplars();
        TrialTerms.Terms found =
                claimed == null ? terms.identification(subjects.size(), exemplars) : terms.verification(exemplars);
        return verdict(gallery, claimed, ruling(ranking, found), ranking, found, subjects.size());
    }

    /** Subjects that can be candidates, with all exemplars that are valid now. */
    private static Map<String, List<EnrolledTemplate>> bySubject(List<EnrolledTemplate> templates, Instant now) {
        Map<String, List<EnrolledTemplate>> subjects = new TreeMap<>();
        templates.stream()
                .filter(template -> template.isValid(now) && template.embedding().length > 0)
                .forEach(template -> subjects.computeIfAbsent(template.key().subject(), name -> new ArrayList<>())
                        .add(template));
        subjects.values().removeIf(own -> own.stream().noneMatch(template -> template.isCandidate(now)));
        return subjects;
    }

    private TrialVerdict.Ranked rankSubject(String subject, List<EnrolledTemplate> own, float[] probe) {
        List<EnrolledTemplate> positive = own.stream()
                .filter(template -> template.kind() == ExemplarKind.POSITIVE)
                .toList();
        EnrolledTemplate best = Objects.requireNonNull(nearest(positive, probe), "a candidate has a positive exemplar");
        EnrolledTemplate negative = nearest(
                own.stream()
                        .filter(template -> template.kind() == ExemplarKind.NEGATIVE)
                        .toList(),
                probe);
        float bestSimilarity = similarity.of(probe, best.embedding());
        float mean = scoring.needsMean() ? similarity.of(probe, meanTemplate(positive)) : bestSimilarity;
        float score = scoring.score(positive.size(), bestSimilarity, mean);
        var ratio = scoring.log10LikelihoodRatio(positive.size(), bestSimilarity, score);
        return new TrialVerdict.Ranked(
                subject,
                best.key().exemplar(),
                bestSimilarity,
                score,
                ratio.isPresent() ? ratio.getAsDouble() : null,
                positive.size(),
                negative == null ? null : negative.key().exemplar(),
                negative == null ? null : similarity.of(probe, negative.embedding()));
    }

    private @Nullable EnrolledTemplate nearest(List<EnrolledTemplate> templates, float[] probe) {
        return templates.stream()
                .max(Comparator.comparingDouble(template -> similarity.of(probe, template.embedding())))
                .orElse(null);
    }

    private float[] meanTemplate(List<EnrolledTemplate> templates) {
        double[] sum = new double[templates.get(0).embedding().length];
        for (EnrolledTemplate template : templates) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += template.embedding()[j];
            }
        }
        return similarity.meanTemplate(sum, templates.size());
    }

    private Ruling ruling(List<TrialVerdict.Ranked> ranking, TrialTerms.Terms found) {
        TrialVerdict.Ranked best = ranking.get(0);
        Float lead = ranking.size() < 2 ? null : best.score() - ranking.get(1).score();
        Float negativeLead = best.negativeSimilarity() == null ? null : best.negativeSimilarity() - best.similarity();
        Bar bar = new Bar(found.threshold(), found.reviewFrom(), noise, scoreNoise(ranking));
        return Ruling.judgeBest(best.score(), lead, negativeLead, bar);
    }

    private float scoreNoise(List<TrialVerdict.Ranked> ranking) {
        return (float) ranking.stream()
                .limit(2)
                .mapToDouble(ranked -> scoring.scoreNoise(noise, ranked.exemplars()))
                .max()
                .orElse(noise);
    }

    private TrialVerdict verdict(
            String gallery,
            @Nullable String claimed,
            Ruling ruling,
            List<TrialVerdict.Ranked> ranking,
            TrialTerms.@Nullable Terms found,
            int subjects) {
        boolean search = claimed == null;
        return new TrialVerdict(
                gallery,
                claimed,
                ruling.outcome(),
                ruling.reason(),
                ranking.subList(0, Math.min(RANKED, ranking.size())),
                found == null || Float.isInfinite(found.threshold()) ? null : found.threshold(),
                found == null ? null : found.reviewFrom(),
                scoreNoise(ranking),
                found == null || search ? null : found.rate(),
                found == null || !search ? null : found.rate(),
                terms.fusion().name(),
                terms.policyName(),
                subjects);
    }
}
