package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        int exit = run("--model", model.toString(), "--images", images.toString(), "--population", "my own", "--long");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("embed 542 of 542")
                .contains("1 exemplar: searches")
                .contains("1 of 542 images cannot be read and are left out:")
                .contains("g0/c0/bad.png: ")
                .contains("1 classes have one image")
                .contains("thresholds of 1:1")
                .contains("not supported")
                .contains("FMR 1.0E-4, BEST, 1 exemplar: ");
        Calibration read = ModelFile.read(model).calibration().orElseThrow();
        assertThat(read.population()).isEqualTo("my own");
        assertThat(read).isNotEqualTo(ModelFile.bundled().calibration().orElseThrow());
        assertThat(read.pointAtFmr(0.1, "MEAN", 5))
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
        List<String> summary = out.toString()
                .lines()
                .dropWhile(line -> !line.startsWith("supported for claims"))
                .toList();
        assertThat(summary).hasSizeBetween(5, 12);
        assertThat(out.toString())
                .containsPattern("  1 exemplar: FMR down to [0-9.]+ %, at threshold 0[.][0-9]{4}, where ")
                .containsPattern("not supported: [0-9]+ targets; more classes and groups would support them")
                .contains("every refusal: --long");
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

    @Test
    void leavingOutOneGroupAtATimeWritesNoCalibration() throws Exception {
        // Given: a fifth group, of a single class, within which nothing can be compared
        Path model = folder.resolve("model.onnx");
        ModelFile.bundled().write(model);
        Path images = images(4, 8, 4);
        Files.write(
                Files.createDirectories(images.resolve("lonely/c0")).resolve("0.png"),
                new StrokeCharacters(9).png(1, 1));
        Path json = folder.resolve("reports/left.json");

        // When
        int exit = run(
                "--model",
                model.toString(),
                "--images",
                images.toString(),
                "--leave-one-out",
                "--json",
                json.toString());

        // Then
        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("groups without two classes of two images take no part: lonely")
                .contains("1 exemplar, without g3 (4 of 4)")
                .contains("each of 4 groups in turn")
                .containsPattern("FMR 10 % +1 exemplar .* of 4 ")
                .containsPattern("FMR 0.1 % .* refused 4 of 4")
                .doesNotContain("5 exemplars, best")
                .contains(" s of CPU time");
        assertThat(folder.resolve("model.onnx.calibration.json")).doesNotExist();
        JsonNode target =
                new JsonMapper().readTree(json.toFile()).get("targets").get(0);
        assertThat(target.get("target").get("kind").asText()).isEqualTo("FMR");
        assertThat(target.get("groups")).hasSize(4).allSatisfy(group -> {
            assertThat(group.get("rate").asDouble()).isBetween(0.0, 1.0);
            assertThat(group.get("predicted").get("high").asDouble())
                    .isGreaterThan(group.get("predicted").get("low").asDouble());
        });
    }

    @ParameterizedTest
    @CsvSource({"1, there is 1", "3, there are 3"})
    void fewerThanFourGroupsCannotBeLeftOut(int groups, String there) throws Exception {
        // When
        int exit = run("--images", images(groups, 3, 2).toString(), "--leave-one-out");

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("leave-one-out: needs at least 4 groups with 2 classes of 2 images each")
                .endsWith(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out", "--into", "--population"})
    void leavingOutGoesWithoutWhatACalibrationNeeds(String option) {
        assertThat(run("--images", "drawn", "--leave-one-out", option, "x")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("--leave-one-out makes no calibration: it goes without --into, --out and --population");
    }

    @Test
    void theJsonOfACalibrationIsTheCalibration() {
        assertThat(run("--images", "drawn", "--out", "x.json", "--json", "y.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--json goes with --leave-one-out");
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
