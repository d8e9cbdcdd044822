package io.siamese.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows of docs/architecture.md around this module. */
@AnalyzeClasses(packages = "io.siamese.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule leavesTheWorkToOthers = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ai.onnxruntime..",
                    "io.siamese.service.batching..",
                    "io.siamese.service.gallery..",
                    "io.siamese.service.topology..",
                    "io.siamese.testbed.broker..",
                    "kafka..",
                    "org.apache.kafka.streams..");
}
