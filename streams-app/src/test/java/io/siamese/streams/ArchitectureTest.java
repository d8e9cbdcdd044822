package io.siamese.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.siamese", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String STREAMS = "io.siamese.streams.";

    @ArchTest
    static final ArchRule arrows = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.siamese.streams..")
            .layer("config")
            .definedBy("io.siamese.streams.config..")
            .layer("matching")
            .definedBy("io.siamese.streams.matching..")
            .layer("gallery")
            .definedBy("io.siamese.streams.gallery..")
            .layer("batching")
            .definedBy("io.siamese.streams.batching..")
            .layer("topology")
            .definedBy("io.siamese.streams.topology..")
            .layer("broker")
            .definedBy("io.siamese.streams.broker..")
            .layer("admin")
            .definedBy("io.siamese.streams.admin..")
            .layer("web")
            .definedBy("io.siamese.streams.web..")
            .layer("client")
            .definedBy("io.siamese.streams.client..")
            .layer("app")
            .definedBy("io.siamese.streams.app..")
            .layer("demo")
            .definedBy("io.siamese.streams.demo..")
            .layer("bench")
            .definedBy("io.siamese.streams.bench..")
            .layer("cli")
            .definedBy("io.siamese.streams.cli..")
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("matching")
            .mayNotAccessAnyLayer()
            .whereLayer("gallery")
            .mayOnlyAccessLayers("matching")
            .whereLayer("batching")
            .mayOnlyAccessLayers("gallery", "matching")
            .whereLayer("topology")
            .mayOnlyAccessLayers("matching", "gallery", "batching")
            .whereLayer("broker")
            .mayNotAccessAnyLayer()
            .whereLayer("admin")
            .mayOnlyAccessLayers("config")
            .whereLayer("web")
            .mayOnlyAccessLayers("config")
            .whereLayer("client")
            .mayOnlyAccessLayers("config")
            .whereLayer("app")
            .mayOnlyAccessLayers("config", "matching", "gallery", "batching", "topology")
            .whereLayer("demo")
            .mayOnlyAccessLayers("config", "client", "admin", "broker", "app")
            .whereLayer("bench")
            .mayOnlyAccessLayers(
                    "config", "client", "admin", "broker", "app", "topology", "batching", "gallery", "matching")
            .whereLayer("cli")
            .mayOnlyAccessLayers("config", "client", "admin", "web", "app", "demo", "bench")
            .ensureAllClassesAreContainedInArchitectureIgnoring(
                    "io.siamese.events..", "io.siamese.schemas..", "io.siamese.encoder..");

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
    static final ArchRule onlyTheEncoderModuleTouchesTheRuntime = noClasses()
            .that()
            .resideInAPackage("io.siamese.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule clientsKnowTheContractAlone = noClasses()
            .that()
            .resideInAPackage(STREAMS + "client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.siamese.encoder..", "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsItsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.streams.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyDemoAndBenchmarkStartABroker = noClasses()
            .that()
            .resideOutsideOfPackages(STREAMS + "broker", STREAMS + "demo", STREAMS + "bench")
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
