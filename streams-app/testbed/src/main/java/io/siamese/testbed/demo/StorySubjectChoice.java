package io.siamese.testbed.demo;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the story's two subjects: ones that the encoder tells well, since a story shows what the service does, not how
 * often the encoder errs. The stream after the story is not chosen, and counts that.
 */
final class StorySubjectChoice {

    private static final int CANDIDATES = 30;
    private static final int IMAGES = 5;

    private final Encoder encoder;

    StorySubjectChoice(Encoder encoder) {
        this.encoder = encoder;
    }

    private record SubjectCandidate(StorySubjects.Role role, float likeness, List<float[]> embeddings) {

        float[] exemplar() {
            return embeddings.get(role.exemplar());
        }
    }

    /** @throws IllegalArgumentException if fewer than two subjects have readable images */
    StorySubjects chooseSubjects(DemoImages images) {
        List<SubjectCandidate> auditions = images.subjects().stream()
                .limit(CANDIDATES)
                .map(this::audition)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(SubjectCandidate::likeness).reversed())
                .toList();
        if (auditions.size() < DemoImages.LEAST_SUBJECTS) {
            throw new IllegalArgumentException(images.about() + ": fewer than two subjects have readable images");
        }
        SubjectCandidate hero = auditions.get(0);
        // Among those that are told well, the one least like the hero.
        SubjectCandidate stranger = auditions.subList(1, 1 + Math.max(1, auditions.size() / 2)).stream()
                .min(Comparator.comparing(other -> likeness(hero, other)))
                .orElseThrow();
        return new StorySubjects(hero.role(), stranger.role());
    }

    private Optional<SubjectCandidate> audition(DemoSubject subject) {
        List<byte[]> prepared = new ArrayList<>();
        for (int i = 0; i < Math.min(IMAGES, subject.images().size()); i++) {
            try {
                prepared.add(encoder.preprocessor().apply(subject.readImage(i)));
            } catch (UnreadableImageException e) {
                return Optional.empty();
            }
        }
        List<float[]> embeddings = List.of(encoder.encode(prepared));
        if (!embeddings.stream().allMatch(Encoder::isComparable)) {
            return Optional.empty();
        }
        SubjectCandidate best = null;
        for (int exemplar = 0; exemplar < embeddings.size(); exemplar++) {
            SubjectCandidate other = withExemplar(subject, embeddings, exemplar);
            best = best == null || other.likeness() > best.likeness() ? other : best;
        }
        return Optional.ofNullable(best);
    }

    /** The two images most like this exemplar; the lesser of the two counts. */
    private SubjectCandidate withExemplar(DemoSubject subject, List<float[]> embeddings, int exemplar) {
        List<Integer> probes = new ArrayList<>();
        for (int i = 0; i < embeddings.size(); i++) {
            if (i != exemplar) {
                probes.add(i);
            }
        }
        probes.sort(Comparator.comparing(i -> -encoder.similarity().of(embeddings.get(exemplar), embeddings.get(i))));
        int second = probes.get(1);
        return new SubjectCandidate(
                new StorySubjects.Role(subject, exemplar, probes.get(0), second),
                encoder.similarity().of(embeddings.get(exemplar), embeddings.get(second)),
                embeddings);
    }

    private float likeness(SubjectCandidate hero, SubjectCandidate other) {
        return (float) other.embeddings().stream()
                .mapToDouble(embedding -> encoder.similarity().of(hero.exemplar(), embedding))
                .max()
                .orElseThrow();
    }
}
