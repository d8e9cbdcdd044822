package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.SystemPropertiesPredicate;
import org.junit.jupiter.api.Test;

class TrustedEventsTest {

    @Test
    void letsARecordBeBuiltBeforeAnythingElseIsTouched() {
        assertThat(Exemplar.newBuilder().build().getKind()).isEqualTo(ExemplarKind.POSITIVE);
    }

    @Test
    void namesEveryGeneratedClassAndNoOther() {
        // When
        var generated = new ClassFileImporter()
                .importPackages("io.siamese.events").stream()
                        .filter(type -> type.isTopLevelClass())
                        .map(JavaClass::getName)
                        .toList();

        // Then
        assertThat(TrustedEvents.classes()).containsExactlyInAnyOrderElementsOf(generated);
    }

    @Test
    void trustsNoPackage() {
        assertThat(SystemPropertiesPredicate.SERIALIZABLE_PACKAGES).isEmpty();
        assertThat(ClassSecurityValidator.getGlobal().isTrusted(TrustedEventsTest.class))
                .isFalse();
    }
}
