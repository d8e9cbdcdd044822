package io.siamese.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md inside the service, and keeps everything else out of it. */
@AnalyzeClasses(packages = "io.siamese", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String SERVICE = "io.siamese.service.";

    @ArchTest
    static final ArchRule arrows = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.siamese.service..")
            .layer("process")
            .definedBy("io.siamese.service")
            .layer("config")
            .definedBy("io.siamese.service.config..")
            .layer("matching")
            .definedBy("io.siamese.service.matching..")
            .layer("gallery")
            .definedBy("io.siamese.service.gallery..")
            .layer("batching")
            .definedBy("io.siamese.service.batching..")
            .layer("fetching")
            .definedBy("io.siamese.service.fetching..")
            .layer("flow")
            .definedBy("io.siamese.service.flow..")
            .layer("health")
            .definedBy("io.siamese.service.health..")
            .layer("gallerylog")
            .definedBy("io.siamese.service.gallerylog..")
            .layer("enrolment")
            .definedBy("io.siamese.service.enrolment..")
            .layer("verification")
            .definedBy("io.siamese.service.verification..")
            .layer("policy")
            .definedBy("io.siamese.service.policy..")
            .layer("topology")
            .definedBy("io.siamese.service.topology..")
            .layer("encoders")
            .definedBy("io.siamese.service.encoders..")
            .layer("drift")
            .definedBy("io.siamese.service.drift..")
            .layer("logs")
            .definedBy("io.siamese.service.logs..")
            .layer("loading")
            .definedBy("io.siamese.service.loading..")
            .layer("replay")
            .definedBy("io.siamese.service.replay..")
            .layer("app")
            .definedBy("io.siamese.service.app..")
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("matching")
            .mayNotAccessAnyLayer()
            .whereLayer("gallery")
            .mayOnlyAccessLayers("matching")
            .whereLayer("fetching")
            .mayOnlyAccessLayers("flow")
            .whereLayer("batching")
            .mayOnlyAccessLayers("flow", "fetching")
            .whereLayer("flow")
            .mayNotAccessAnyLayer()
            .whereLayer("health")
            .mayOnlyAccessLayers("config")
            .whereLayer("gallerylog")
            .mayOnlyAccessLayers("flow", "gallery", "matching")
            .whereLayer("enrolment")
            .mayOnlyAccessLayers("flow", "gallerylog", "gallery", "matching", "batching", "fetching")
            .whereLayer("verification")
            .mayOnlyAccessLayers("flow", "gallerylog", "gallery", "matching", "batching", "fetching")
            .whereLayer("policy")
            .mayOnlyAccessLayers("config", "matching", "flow", "gallerylog", "enrolment")
            .whereLayer("encoders")
            .mayOnlyAccessLayers("matching", "flow", "gallery", "gallerylog", "enrolment")
            .whereLayer("drift")
            .mayNotAccessAnyLayer()
            .whereLayer("logs")
            .mayOnlyAccessLayers("gallerylog", "enrolment")
            .whereLayer("loading")
            .mayOnlyAccessLayers(
                    "config",
                    "matching",
                    "gallery",
                    "gallerylog",
                    "flow",
                    "fetching",
                    "batching",
                    "enrolment",
                    "verification")
            .whereLayer("replay")
            .mayOnlyAccessLayers(
                    "config",
                    "matching",
                    "flow",
                    "fetching",
                    "gallery",
                    "gallerylog",
                    "batching",
                    "enrolment",
                    "verification",
                    "logs",
                    "loading")
            .whereLayer("topology")
            .mayOnlyAccessLayers(
                    "flow",
                    "gallerylog",
                    "gallery",
                    "matching",
                    "batching",
                    "enrolment",
                    "verification",
                    "policy",
                    "encoders")
            .whereLayer("app")
            .mayOnlyAccessLayers(
                    "config",
                    "matching",
                    "gallery",
                    "batching",
                    "fetching",
                    "flow",
                    "gallerylog",
                    "enrolment",
                    "policy",
                    "verification",
                    "encoders",
                    "logs",
                    "loading",
                    "drift",
                    "topology")
            .whereLayer("process")
            .mayOnlyAccessLayers("app", "config", "health")
            .ensureAllClassesAreContainedInArchitectureIgnoring(
                    "io.siamese.events..", "io.siamese.schemas..", "io.siamese.encoder..");

    @ArchTest
    static final ArchRule matchingIsPure = classes()
            .that()
            .resideInAPackage(SERVICE + "matching")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    SERVICE + "matching",
                    "io.siamese.encoder.card",
                    "io.siamese.encoder.score",
                    "io.siamese.encoder.vector",
                    "io.siamese.events",
                    "io.siamese.schemas",
                    "io.siamese.schemas.ruling",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule galleryKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage(SERVICE + "gallery")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule onlyTheEncoderModuleTouchesTheRuntime = noClasses()
            .that()
            .resideInAPackage("io.siamese.service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule theServiceIsAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.client..",
                    "io.siamese.cli..",
                    "io.siamese.console..",
                    "io.siamese.testbed..",
                    "io.siamese.trainer..",
                    "ai.djl..",
                    "picocli..",
                    "kafka..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching(SERVICE + "(*)..").should().beFreeOfCycles();
}
