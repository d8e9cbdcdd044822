package io.siamese.schemas.serde;

import io.siamese.events.Exemplar;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells Avro that the generated records of the contract may be instantiated, and nothing else.
 *
 * <p>Since 1.12.2 Avro refuses every class that is not named as trusted, its own generated ones included: already
 * {@code Exemplar.newBuilder().build()} fails, because the default of an enum is looked up by name. Trusting a package by
 * system property would have to be repeated by every client, and would trust more than these classes, which do nothing but
 * hold fields.
 *
 * <p>Avro has no hook for this. It does load the factories of logical types as services before it parses its first schema,
 * and thus before the first generated class is usable, so this class comes along as one. It makes no logical type.
 */
public final class TrustedEvents implements LogicalTypeFactory {

    private static final String PACKAGE = "io.siamese.events.";

    /** Called by Avro through {@link java.util.ServiceLoader}. */
    public TrustedEvents() {
        trustEvents();
    }

    /** Called by readers and writers too, for a context class loader that does not find services of this jar. */
    static void trustEvents() {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        // A class literal does not initialize its class.
        if (before.isTrusted(Exemplar.class)) {
            return;
        }
        ClassSecurityValidator.Builder events = ClassSecurityValidator.builder();
        classes().forEach(events::add);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, events.build()));
    }

    /** By name: this runs while the first of these classes is being initialized. */
    static List<String> classes() {
        return Stream.of(
                        "ActiveEncoder",
                        "Candidate",
                        "Crop",
                        "EffectivePolicy",
                        "EncoderAction",
                        "EncoderRequest",
                        "EnrolmentStatus",
                        "ErasureReceipt",
                        "Exemplar",
                        "ExemplarKind",
                        "ExemplarStatus",
                        "Feedback",
                        "Fusion",
                        "MatchDecision",
                        "Outcome",
                        "Point",
                        "PolicyRequest",
                        "Probe",
                        "RemainingCopies",
                        "Source",
                        "Template",
                        "Verdict")
                .map(PACKAGE::concat)
                .toList();
    }

    @Override
    public String getTypeName() {
        return "siamese-trusted-events";
    }

    @Override
    public @Nullable LogicalType fromSchema(Schema schema) {
        return null;
    }
}
