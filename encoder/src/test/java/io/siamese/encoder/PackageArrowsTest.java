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
            .layer("drift")
            .definedBy("io.siamese.encoder.drift..")
            .layer("explain")
            .definedBy("io.siamese.encoder.explain..")
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
            .whereLayer("drift")
            .mayOnlyAccessLayers("card")
            .whereLayer("onnx")
            .mayOnlyAccessLayers("image", "card", "vector")
            .whereLayer("explain")
            .mayOnlyAccessLayers("image", "vector", "onnx")
            .ensureAllClassesAreContainedInArchitecture();

    /** The values at the bottom know no room, formats know no normalising, and only {@code prepare} knows everything. */
    @ArchTest
    static final ArchRule ROOMS_OF_IMAGE = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.siamese.encoder.image..")
            .layer("image")
            .definedBy("io.siamese.encoder.image")
            .layer("png")
            .definedBy("io.siamese.encoder.image.png")
            .layer("jpeg")
            .definedBy("io.siamese.encoder.image.jpeg")
            .layer("webp")
            .definedBy("io.siamese.encoder.image.webp")
            .layer("imageio")
            .definedBy("io.siamese.encoder.image.imageio")
            .layer("file")
            .definedBy("io.siamese.encoder.image.file")
            .layer("ink")
            .definedBy("io.siamese.encoder.image.ink")
            .layer("photo")
            .definedBy("io.siamese.encoder.image.photo")
            .layer("prepare")
            .definedBy("io.siamese.encoder.image.prepare")
            .whereLayer("image")
            .mayNotAccessAnyLayer()
            .whereLayer("png")
            .mayOnlyAccessLayers("image")
            .whereLayer("jpeg")
            .mayOnlyAccessLayers("image")
            .whereLayer("webp")
            .mayOnlyAccessLayers("image")
            .whereLayer("imageio")
            .mayOnlyAccessLayers("image", "jpeg", "webp")
            .whereLayer("file")
            .mayOnlyAccessLayers("image", "png", "jpeg", "imageio")
            .whereLayer("ink")
            .mayOnlyAccessLayers("image", "file")
            .whereLayer("photo")
            .mayOnlyAccessLayers("image", "file")
            .whereLayer("prepare")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule RUNTIME = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("io.siamese.encoder.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");
}
