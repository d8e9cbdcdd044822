package io.siamese.encoder;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "io.siamese", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.siamese..")
            .layer("image")
            .definedBy("io.siamese.encoder.image..")
            .layer("drawing")
            .definedBy("io.siamese.encoder.drawing..")
            .layer("card")
            .definedBy("io.siamese.encoder.card..")
            .layer("vector")
            .definedBy("io.siamese.encoder.vector..")
            .layer("score")
            .definedBy("io.siamese.encoder.score..")
            .layer("onnx")
            .definedBy("io.siamese.encoder.onnx..")
            .whereLayer("image")
            .mayNotAccessAnyLayer()
            .whereLayer("vector")
            .mayNotAccessAnyLayer()
            .whereLayer("drawing")
            .mayOnlyAccessLayers("image")
            .whereLayer("card")
            .mayOnlyAccessLayers("image", "vector")
            .whereLayer("score")
            .mayOnlyAccessLayers("card")
            .whereLayer("onnx")
            .mayOnlyAccessLayers("image", "card", "vector")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule RUNTIME = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.encoder.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");
}
