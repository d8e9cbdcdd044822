package io.siamese.schemas.topic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of the contract's topics.
 *
 * @param images probes, or bare images
 * @param exemplars images kept at enrolment; compacted
 * @param policies how to decide, by gallery; compacted
 * @param encoders which encoder decides; compacted
 * @param exemplarEmbeddings templates, the active encoder and policies: the gallery log; compacted
 * @param exemplarStatus what became of each exemplar and policy; compacted
 * @param matchDecisions one decision for each record of {@code images}
 * @param deadLetters input that could not be used, byte for byte
 * @param schemas schemas by fingerprint; compacted
 * @param feedback what people say about decisions
 */
public record TopicNames(
        String images,
        String exemplars,
        String policies,
        String encoders,
        String exemplarEmbeddings,
        String exemplarStatus,
        String matchDecisions,
        String deadLetters,
        String schemas,
        String feedback) {

    /** @throws IllegalArgumentException if two topics share a name, or Kafka allows no such name */
    public TopicNames {
        List<String> names = List.of(
                images,
                exemplars,
                policies,
                encoders,
                exemplarEmbeddings,
                exemplarStatus,
                matchDecisions,
                deadLetters,
                schemas,
                feedback);
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9._-]{1,249}") || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException(
                        "topic name '" + name + "', allowed are 1 to 249 characters of [A-Za-z0-9._-], not . or ..");
            }
            if (!distinct.add(name)) {
                throw new IllegalArgumentException(
                        "topic name '" + name + "' is given twice, each topic needs its own");
            }
        }
    }

    /** The names of the contract, without a prefix. */
    public static TopicNames defaults() {
        return new TopicNames(
                "images",
                "exemplars",
                "policies",
                "encoders",
                "exemplar-embeddings",
                "exemplar-status",
                "match-decisions",
                "dead-letters",
                "schemas",
                "feedback");
    }

    /** All of them. */
    public Set<String> all() {
        return TopicPlan.defaults().topics(this).stream().map(TopicSpec::name).collect(Collectors.toUnmodifiableSet());
    }

    /** These names, each with the prefix before it; the prefix brings its own separator. */
    public TopicNames withPrefix(String prefix) {
        return new TopicNames(
                prefix + images,
                prefix + exemplars,
                prefix + policies,
                prefix + encoders,
                prefix + exemplarEmbeddings,
                prefix + exemplarStatus,
                prefix + matchDecisions,
                prefix + deadLetters,
                prefix + schemas,
                prefix + feedback);
    }
}
