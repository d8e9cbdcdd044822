package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.Incoming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Collects the decisions about good and hostile images, and says whether they are right. */
final class HostileDecisions {
    private final EventReader<MatchDecision> reader =
            new EventReader<>(MatchDecision.class, EventSchemas.before(fingerprint -> Optional.empty()));
    private final Map<String, List<MatchDecision>> decided = new HashMap<>();

    void note(ConsumerRecord<byte[], byte[]> record) {
        if (reader.read(record.value()) instanceof Incoming.Readable<MatchDecision> readable) {
            MatchDecision decision = readable.value();
            decided.computeIfAbsent(decision.getImageId(), none -> new ArrayList<>())
                    .add(decision);
        }
    }

    int size() {
        return decided.size();
    }

    long rejected() {
        return decided.values().stream()
                .filter(decisions -> decisions.get(0).getOutcome() == Outcome.REJECTED)
                .count();
    }

    private MatchDecision onlyDecision(String key) {
        assertThat(decided.getOrDefault(key, List.of())).as(key).hasSize(1);
        return decided.get(key).get(0);
    }

    void assertMatch(String key) {
        assertThat(onlyDecision(key).getOutcome()).as(key).isEqualTo(Outcome.MATCH);
    }

    /** @param hostile whose reason counts, where it was known before */
    void assertAnswered(String key, HostileMix.Hostile hostile) {
        MatchDecision decision = onlyDecision(key);
        if (hostile.isRefused()) {
            assertThat(decision.getOutcome()).as(key).isEqualTo(Outcome.REJECTED);
            assertThat(decision.getReason()).as(key).isEqualTo(hostile.reason());
        } else if (decision.getOutcome() == Outcome.REJECTED) {
            assertThat(decision.getReason()).as(key).isNotEmpty();
        }
    }
}
