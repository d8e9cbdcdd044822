package io.siamese.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.siamese", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule keysDependOnNothing = classes()
            .that()
            .resideInAPackage("io.siamese.schemas.key")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.siamese.schemas.key", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule topicsDependOnKafkaAlone = classes()
            .that()
            .resideInAPackage("io.siamese.schemas.topic")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.siamese.schemas.topic", "org.apache.kafka..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theRegistryIsAskedInOnePlace = noClasses()
            .that()
            .haveNameNotMatching("io\\.siamese\\.schemas\\.serde\\.(RegistryApi|BoundedBody)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule nothingOfTheOtherModules = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.encoder..", "io.siamese.trainer..", "io.siamese.service..", "io.siamese.client..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.siamese.schemas.(*)..").should().beFreeOfCycles();
}
