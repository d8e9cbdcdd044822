package io.siamese.service.matching;

import io.siamese.encoder.card.FusionKind;
import java.util.Map;

/** Makes rules that decide by a similarity. The best exemplar counts, and nothing else is asked for. */
public final class FixedThreshold {
    private FixedThreshold() {}

    public static PolicyRules rules(String name, float threshold, int candidates) {
        return new PolicyRules(
                name, 0, null, null, threshold, FusionKind.BEST, candidates, null, null, null, null, false, Map.of());
    }
}
