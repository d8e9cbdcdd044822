package io.siamese.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The picture in docs/architecture.md, as a rule. */
@AnalyzeClasses(packages = "io.siamese", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
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
            .whereLayer("cli")
            .mayOnlyAccessLayers("config", "client", "admin", "web", "app", "demo")
            .ensureAllClassesAreContainedInArchitectureIgnoring(
                    "io.siamese.events..", "io.siamese.schemas..", "io.siamese.encoder..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.siamese.streams.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MATCHING_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage("io.siamese.streams.matching..", "io.siamese.streams.gallery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.siamese.encoder.onnx..", "io.siamese.encoder.image..");

    @ArchTest
    static final ArchRule CLIENTS_KNOW_THE_CONTRACT_ALONE = noClasses()
            .that()
            .resideInAPackage("io.siamese.streams.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.siamese.encoder..", "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule BROKER_JARS = noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.streams.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "scala..", "org.apache.kafka.metadata..", "org.apache.kafka.raft..");

    @ArchTest
    static final ArchRule COMMAND_LINE_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.streams.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule NO_TRAINER =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "io.siamese.trainer..");
}
