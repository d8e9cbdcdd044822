package io.siamese.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages: data, model and eval know nothing of each other; run and measure join them, the root wires. */
@AnalyzeClasses(packages = "io.siamese.trainer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dataKnowsOnlyTheEncodersImages = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.data")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.data",
                    "io.siamese.encoder.image..",
                    "io.siamese.encoder.drawing",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule modelKnowsOnlyDjl = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.siamese.trainer.model", "ai.djl..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule kochKnowsTheModelAndDjl = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.koch")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.koch", "io.siamese.trainer.model", "ai.djl..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule evalKnowsOnlyTheEncoder = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.eval")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.eval",
                    "io.siamese.encoder..",
                    "org.apache.commons.statistics..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule exportKnowsTheModelAndTheEncoder = noClasses()
            .that()
            .resideInAPackage("io.siamese.trainer.export")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.siamese.trainer", "io.siamese.trainer.data", "io.siamese.trainer.eval");

    @ArchTest
    static final ArchRule evalMeasuresAndReportShows = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.report")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.report",
                    "io.siamese.trainer.eval",
                    "j2html..",
                    "com.fasterxml.jackson..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.siamese.trainer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine = noClasses()
            .that()
            .resideInAPackage("io.siamese.trainer.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.siamese.trainer");

    @ArchTest
    static final ArchRule measuringKnowsNothingOfTraining = noClasses()
            .that()
            .resideInAPackage("io.siamese.trainer.measure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.run", "io.siamese.trainer.model", "io.siamese.trainer.koch", "ai.djl..");
}
