package io.siamese.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md around this module. */
@AnalyzeClasses(packages = "io.siamese.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule isAClientLikeAnyOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.service..",
                    "io.siamese.testbed..",
                    "io.siamese.cli..",
                    "ai.onnxruntime..",
                    "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule roomsDoNotKnowEachOther =
            slices().matching("io.siamese.console.room.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.siamese.console.(*)..").should().beFreeOfCycles();
}
