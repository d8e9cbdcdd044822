package io.siamese.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.siamese", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String STREAMS = "io.siamese.streams.";

    @ArchTest
    static final ArchRule matchingIsPure = classes()
            .that()
            .resideInAPackage(STREAMS + "matching")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    STREAMS + "matching",
                    "io.siamese.encoder.card",
                    "io.siamese.encoder.vector",
                    "io.siamese.events",
                    "io.siamese.schemas",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule galleryKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage(STREAMS + "gallery")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    STREAMS + "batching",
                    STREAMS + "topology",
                    STREAMS + "app",
                    "ai.onnxruntime..");

    @ArchTest
    static final ArchRule batchingKnowsTheEncoderAndTheGallery = noClasses()
            .that()
            .resideInAPackage(STREAMS + "batching")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STREAMS + "topology", STREAMS + "app", STREAMS + "config", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule topologyKnowsNoSettingsAndNoSurface = noClasses()
            .that()
            .resideInAPackage(STREAMS + "topology")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    STREAMS + "app",
                    STREAMS + "config",
                    STREAMS + "cli",
                    STREAMS + "client",
                    STREAMS + "web",
                    STREAMS + "admin",
                    STREAMS + "broker",
                    "ai.onnxruntime..");

    @ArchTest
    static final ArchRule configKnowsTopicNamesOnly = noClasses()
            .that()
            .resideInAPackage(STREAMS + "config")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are another package of the app",
                    type -> type.getPackageName().startsWith(STREAMS)
                            && !type.getPackageName().equals(STREAMS + "config")));

    @ArchTest
    static final ArchRule clientsOfTheContractKnowNothingOfTheService = noClasses()
            .that()
            .resideInAnyPackage(STREAMS + "client", STREAMS + "web", STREAMS + "admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    STREAMS + "app",
                    STREAMS + "topology",
                    STREAMS + "gallery",
                    STREAMS + "batching",
                    STREAMS + "matching");

    @ArchTest
    static final ArchRule onlyTheDemoStartsABroker = noClasses()
            .that()
            .resideOutsideOfPackages(STREAMS + "broker", STREAMS + "demo")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STREAMS + "broker", "kafka..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule theServiceNeverSeesTheTrainersLibrary =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "io.siamese.trainer..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching(STREAMS + "(*)..").should().beFreeOfCycles();
}
