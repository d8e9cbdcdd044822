package io.siamese.schemas.serde;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EncoderRequest;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Probe;
import io.siamese.events.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The schemas of the records of this release and of those before it, known without asking anyone. */
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
                EncoderRequest.getClassSchema(),
                EffectivePolicy.getClassSchema(),
                ExemplarStatus.getClassSchema(),
                MatchDecision.getClassSchema(),
                Feedback.getClassSchema());
    }

    /** The schemas of this release and of all before it, and what the given source knows beyond them. */
    public static SchemaSource before(SchemaSource other) {
        return fingerprint -> {
            Schema schema = Known.BY_FINGERPRINT.get(fingerprint);
            return schema != null ? Optional.of(schema) : other.byFingerprint(fingerprint);
        };
    }

    /** The schemas of a record in this release and in those before it. */
    public static List<Schema> versionsOf(String fullName) {
        return Known.BY_FINGERPRINT.values().stream()
                .filter(schema -> schema.getFullName().equals(fullName))
                .toList();
    }

    /** Made when it is first asked for, and once. */
    private static final class Known {
        static final Map<Long, Schema> BY_FINGERPRINT = byFingerprint();

        private static Map<Long, Schema> byFingerprint() {
            Map<Long, Schema> known = new HashMap<>();
            ReleasedSchemas.loadAll(all()).forEach(schema -> known.put(fingerprint(schema), schema));
            all().forEach(schema -> known.put(fingerprint(schema), schema));
            return known;
        }

        private static long fingerprint(Schema schema) {
            return SchemaNormalization.parsingFingerprint64(schema);
        }
    }
}
