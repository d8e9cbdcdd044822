package io.siamese.console.gallery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is enrolled at one moment.
 *
 * @param encoderId the encoder that decides; null: none does yet
 * @param similarity the kind of its similarity; null: none decides yet
 * @param templates those of that encoder
 * @param statuses the latest status of each exemplar that is not revoked, by its key
 * @param policies those in force
 * @param complete whether the topics were read to their ends once, and all templates were kept
 */
public record GalleryContents(
        @Nullable String encoderId,
        @Nullable String similarity,
        List<EnrolledTemplate> templates,
        Map<String, ExemplarStatus> statuses,
        Map<PolicyKey, EffectivePolicy> policies,
        boolean complete) {

    public GalleryContents {
        templates = List.copyOf(templates);
        statuses = Map.copyOf(statuses);
        policies = Map.copyOf(policies);
    }

    /** The templates of one gallery. */
    public List<EnrolledTemplate> templatesIn(String gallery) {
        return templates.stream()
                .filter(template -> template.key().gallery().equals(gallery))
                .toList();
    }

    /** Subjects of the gallery that a search can find. */
    public int subjects(String gallery, Instant now) {
        return (int) templates.stream()
                .filter(template -> template.key().gallery().equals(gallery) && template.isCandidate(now))
                .map(template -> template.key().subject())
                .distinct()
                .count();
    }

    /**
     * The number of exemplars that most subjects of the gallery have, of those that a search can find; the smaller one of two
     * that are as frequent. 0 where no subject can be found.
     */
    public int usualExemplars(String gallery, Instant now) {
        Map<String, Long> bySubject = templates.stream()
                .filter(template -> template.key().gallery().equals(gallery) && template.isCandidate(now))
                .collect(groupingBy(template -> template.key().subject(), counting()));
        Map<Long, Long> subjectsByNumber =
                bySubject.values().stream().collect(groupingBy(Function.identity(), TreeMap::new, counting()));
        // Of equal counts the first in the order of numbers stays.
        return subjectsByNumber.entrySet().stream()
                .reduce((most, next) -> next.getValue() > most.getValue() ? next : most)
                .map(most -> most.getKey().intValue())
                .orElse(0);
    }

    /** Names of all galleries, in order. */
    public List<String> galleries() {
        TreeSet<String> names = new TreeSet<>();
        templates.forEach(template -> names.add(template.key().gallery()));
        statuses.keySet().stream()
                .flatMap(key -> ExemplarNames.parseExemplarKey(key).stream())
                .forEach(key -> names.add(key.gallery()));
        return List.copyOf(names);
    }

    /** The policy that decides in the gallery: its own, or that of every other one. Empty: the service's settings decide. */
    public Optional<EffectivePolicy> policyOf(String gallery) {
        return Stream.of(new PolicyKey(gallery), PolicyKey.ofEveryOther())
                .flatMap(key -> Optional.ofNullable(policies.get(key)).stream())
                .findFirst();
    }
}
