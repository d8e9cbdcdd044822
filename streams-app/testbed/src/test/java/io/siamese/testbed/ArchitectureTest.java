package io.siamese.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md around this module. */
@AnalyzeClasses(packages = "io.siamese.testbed", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsNoCommandLine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.siamese.cli..", "io.siamese.console..", "picocli..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule onlyTheBrokerTouchesTheBrokersClasses = noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.testbed.broker")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.siamese.testbed.(*)..").should().beFreeOfCycles();
}
