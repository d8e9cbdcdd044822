package io.siamese.schemas.kafka;

import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Compares topics with the contract. Pure. */
final class TopicComparison {

    private final TopicNames names;
    private final Map<String, TopicState> actual;

    TopicComparison(TopicNames names, Map<String, TopicState> actual) {
        this.names = names;
        this.actual = actual;
    }

    List<TopicFinding> findDifferences(List<TopicSpec> wanted) {
        List<TopicFinding> findings = new ArrayList<>();
        for (TopicSpec spec : wanted) {
            TopicState state = actual.get(spec.name());
            if (state == null) {
                findings.add(TopicFinding.error(spec.name(), "missing; `siamese topics create` creates it"));
            } else {
                partitions(spec, state, findings);
                replicas(spec, state, findings);
                settings(spec, state, findings);
            }
        }
        return findings;
    }

    private void partitions(TopicSpec spec, TopicState state, List<TopicFinding> findings) {
        TopicState images = actual.get(names.images());
        if (spec.name().equals(names.matchDecisions()) && images != null && images.partitions() != state.partitions()) {
            findings.add(TopicFinding.error(
                    spec.name(),
                    state.partitions() + " partitions, but " + images.name() + " has " + images.partitions()
                            + "; a decision is written to its probe's own partition number"));
        }
        if (mustBeSingle(spec) && state.partitions() != 1) {
            findings.add(TopicFinding.error(
                    spec.name(), state.partitions() + " partitions, wanted 1: the order of its one log decides"));
        }
    }

    private boolean mustBeSingle(TopicSpec spec) {
        return spec.partitions() == 1
                && !List.of(names.images(), names.matchDecisions(), names.deadLetters())
                        .contains(spec.name());
    }

    private static void replicas(TopicSpec spec, TopicState state, List<TopicFinding> findings) {
        if (state.replicas() < spec.replicationFactor()) {
            findings.add(TopicFinding.warning(
                    spec.name(), state.replicas() + " replicas, wanted " + spec.replicationFactor()));
        }
    }

    private void settings(TopicSpec spec, TopicState state, List<TopicFinding> findings) {
        new TreeMap<>(spec.settings()).forEach((key, wanted) -> {
            String found = state.settings().get(key);
            if (!wanted.equals(found)) {
                String detail = key + "=" + found + ", wanted " + wanted;
                findings.add(
                        breaksContract(spec.name(), key, found, wanted)
                                ? TopicFinding.error(spec.name(), detail)
                                : TopicFinding.warning(spec.name(), detail));
            }
        });
    }

    /**
     * Deleting what should be compacted loses the enrolled, compacting what should be kept loses images and decisions; and
     * a dead letter that its topic refuses stops a transactional producer.
     */
    private boolean breaksContract(String topic, String key, @Nullable String found, String wanted) {
        return switch (key) {
            case TopicConfig.CLEANUP_POLICY_CONFIG -> true;
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                topic.equals(names.deadLetters()) && (found == null || Long.parseLong(found) < Long.parseLong(wanted));
            default -> false;
        };
    }
}
