package io.siamese.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md around this module. */
@AnalyzeClasses(packages = "io.siamese.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule knowsTheContractAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.siamese.encoder..",
                    "io.siamese.service..",
                    "io.siamese.cli..",
                    "io.siamese.console..",
                    "io.siamese.testbed..",
                    "org.apache.kafka.streams..",
                    "picocli..");
}
