package io.siamese.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The arrows between the packages: data, model and trials know nothing of each other; run and measure join them, the root wires. */
@AnalyzeClasses(packages = "io.siamese.trainer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dataKnowsOnlyTheEncodersImages = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.data..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.data..",
                    "io.siamese.encoder.image..",
                    "io.siamese.encoder.drawing",
                    "java..",
                    "javax.imageio..",
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
    static final ArchRule trialsKnowOnlyTheEncoder = measuring("trials");

    @ArchTest
    static final ArchRule ratesAreCountedInTrials = measuring("rates", "trials");

    @ArchTest
    static final ArchRule oneShotKnowsTrialsAndRates = measuring("oneshot", "trials", "rates");

    @ArchTest
    static final ArchRule calibrationKnowsTrialsAndRates = measuring("calibration", "trials", "rates");

    @ArchTest
    static final ArchRule evaluationJoinsThem = measuring("evaluation", "trials", "rates", "oneshot", "calibration");

    @ArchTest
    static final ArchRule foldsJudgeWithoutTraining = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.folds")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.folds",
                    "io.siamese.trainer.data",
                    "io.siamese.trainer.trials",
                    "io.siamese.trainer.rates",
                    "io.siamese.trainer.oneshot",
                    "io.siamese.encoder..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule madeUpAlphabetsAreOnePartOfTheData = noClasses()
            .that()
            .resideInAPackage("io.siamese.trainer.data")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.siamese.trainer.data.madeup");

    @ArchTest
    static final ArchRule exportKnowsTheModelAndTheEncoder = noClasses()
            .that()
            .resideInAPackage("io.siamese.trainer.export")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.siamese.trainer", "io.siamese.trainer.data", "io.siamese.trainer.trials");

    @ArchTest
    static final ArchRule reportShowsWhatWasMeasured = classes()
            .that()
            .resideInAPackage("io.siamese.trainer.report")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.trainer.report",
                    "io.siamese.trainer.rates",
                    "io.siamese.trainer.oneshot",
                    "io.siamese.trainer.calibration",
                    "io.siamese.trainer.evaluation",
                    "io.siamese.trainer.folds",
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

    /** A package that measures: it knows the encoder, mathematics, and those that it is built on. */
    private static ArchRule measuring(String measuring, String... builtOn) {
        Stream<String> ours =
                Stream.concat(Stream.of(measuring), Arrays.stream(builtOn)).map(each -> "io.siamese.trainer." + each);
        Stream<String> others =
                Stream.of("io.siamese.encoder..", "org.apache.commons.statistics..", "java..", "org.jspecify..");
        return classes()
                .that()
                .resideInAPackage("io.siamese.trainer." + measuring)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(ours, others).toArray(String[]::new));
    }
}
