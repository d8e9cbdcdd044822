package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesACalibrationBesideTheModelThatReadingItFinds() throws Exception {
        // Given: 90 classes of 3 groups, one of 2 images that cannot be read, one with a single image
        Path model = folder.resolve("model.onnx");
        ModelFile.bundled().write(model);
        Path images = images(3, 30, 6);
        Files.writeString(images.resolve("g0/c0/bad.png"), "no image");
        Files.write(
                Files.createDirectories(images.resolve("g1/single")).resolve("0.png"),
                new StrokeCharacters(9).png(1, 1));

        // When
        int exit = run("--model", model.toString(), "--images", images.toString(), "--population", "my own");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("1 of 542 images cannot be read and are left out:")
                .contains("g0/c0/bad.png: ")
                .contains("1 classes have one image")
                .contains("thresholds of 1:1")
                .contains("not supported")
                .contains("FMR 1.0E-4, BEST, 1 exemplar: ");
        Calibration read = ModelFile.read(model).calibration().orElseThrow();
        assertThat(read.population()).isEqualTo("my own");
        assertThat(read).isNotEqualTo(ModelFile.bundled().calibration().orElseThrow());
        assertThat(read.atFmr(0.1, "MEAN", 5))
                .hasValueSatisfying(point -> assertThat(point.prediction()).isNotNull());
    }

    @Test
    void putsACalibrationIntoANewModelFile() throws Exception {
        // Given
        Path into = folder.resolve("calibrated.onnx");

        // When
        int exit = run("--images", images(1, 40, 4).toString(), "--into", into.toString());

        // Then
        assertThat(exit).as(err.toString() + out).isZero();
        assertThat(out.toString()).contains("fewer than 3 groups: nothing is predicted");
        ModelFile model = ModelFile.read(into);
        assertThat(model.encoderId()).isEqualTo(ModelFile.bundled().encoderId());
        assertThat(model.calibration().orElseThrow().fmr())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.prediction()).isNull());
    }

    @Test
    void writesNothingWhereNoRateIsSupported() throws Exception {
        // Given
        Path target = folder.resolve("few.json");

        // When
        int exit = run("--images", images(1, 5, 3).toString(), "--out", target.toString());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("no rate is supported by 5 classes: nothing written");
        assertThat(target).doesNotExist();
    }

    @Test
    void oneImageAClassIsOneLine() throws Exception {
        // When
        int exit = run(
                "--images",
                images(1, 5, 1).toString(),
                "--out",
                folder.resolve("x.json").toString());

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("needs at least 2 classes of one group with 2 images each");
    }

    @Test
    void aClassNamedTwiceIsOneLine() throws Exception {
        // Given
        String images = images(2, 3, 2).toString();

        // Then
        assertThat(run("--images", images, images, "--out", "x.json")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("two folders hold a class g0/c0");
    }

    @Test
    void theBundledModelHasNoPlaceBesideIt() throws Exception {
        assertThat(run("--images", "drawn")).isEqualTo(2);
        assertThat(err.toString()).contains("name --into or --out");
    }

    @Test
    void aCalibrationBesideTheNewModelWouldHideTheOneInside() throws Exception {
        // Given
        Files.writeString(folder.resolve("m.onnx.calibration.json"), "{}");

        // Then
        assertThat(run("--images", "drawn", "--into", folder.resolve("m.onnx").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("would be used instead; remove it first");
    }

    @Test
    void aGroupThatIsNotThereIsNamed() throws Exception {
        assertThat(run("--images", images(2, 2, 2).toString(), "--only", "g7", "--out", "x.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--only: there is no group g7, there are g0, g1");
    }

    private Path images(int groups, int classes, int drawers) throws IOException {
        StrokeCharacters characters = new StrokeCharacters(3);
        Path images = folder.resolve("images");
        for (int i = 0; i < groups * classes; i++) {
            Path leaf =
                    Files.createDirectories(images.resolve("g" + i / classes).resolve("c" + i % classes));
            for (int drawer = 0; drawer < drawers; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(i, drawer));
            }
        }
        return images;
    }

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("calibrate"));
        args.addAll(List.of(options));
        return TrainerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
