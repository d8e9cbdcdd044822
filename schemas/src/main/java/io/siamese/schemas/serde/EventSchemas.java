package io.siamese.schemas.serde;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Probe;
import io.siamese.events.Template;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The schemas of the records of this release, known without asking anyone. */
public final class EventSchemas {

    private EventSchemas() {}

    /** The schemas of all records of the contract: what a writer publishes before it writes. */
    public static List<Schema> all() {
        return List.of(
                Probe.getClassSchema(),
                Exemplar.getClassSchema(),
                Template.getClassSchema(),
                ActiveEncoder.getClassSchema(),
                PolicyRequest.getClassSchema(),
                EffectivePolicy.getClassSchema(),
                ExemplarStatus.getClassSchema(),
                MatchDecision.getClassSchema(),
                Feedback.getClassSchema());
    }

    /** This release's schemas, and what the given source knows beyond them. */
    public static SchemaSource before(SchemaSource other) {
        var own = all().stream()
                .collect(Collectors.toUnmodifiableMap(SchemaNormalization::parsingFingerprint64, Function.identity()));
        return fingerprint -> {
            Schema schema = own.get(fingerprint);
            return schema != null ? Optional.of(schema) : other.byFingerprint(fingerprint);
        };
    }
}
