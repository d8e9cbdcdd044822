package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.prepare.Preprocessors;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theBundledModelIsMeasuredOnDrawnCharacters() throws IOException {
        // Given
        Path json = folder.resolve("new/figures.json");
        Path html = folder.resolve("new/report.html");

        // When
        int exit = run(
                "--data", "drawn", "--split", "report", "--json", json.toString(), "--html", html.toString(), "--long");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("20-way 1-shot", "20-way 5-shot, mean", "Open-set search", "wrote ");
        assertThat(Files.readString(json)).contains("\"EER, 1 exemplar\"", "\"FNMR at FMR 0.1, 5 exemplars, mean\"");
        // 12 false matches, 12 false non-matches and up to 12 confused classes, two images each, as in the file and as
        // seen
        assertThat(Pattern.compile("src=\"data:image/png;base64,")
                        .matcher(Files.readString(html))
                        .results())
                .hasSizeBetween(96, 144);
    }

    @Test
    void runsAreMeasuredWithoutOtherData() throws IOException {
        // Given
        Path runs = RunsFixture.writeRuns(folder.resolve("all_runs"), 20);
        Path zip = RunsFixture.zipFolder(runs, folder.resolve("all_runs.zip"));

        // When
        int exit = run("--runs", runs.toString(), "--long");
        String ofFolder = out.toString();
        out.getBuffer().setLength(0);
        int exitOfZip = run("--runs", zip.toString(), "--long");

        // Then: about 40 are wrong; classes told at random would give 380
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(exitOfZip).isZero();
        var counted = Pattern.compile("errors +([0-9]+) of 400 +by run:(( [0-9]+){20})")
                .matcher(ofFolder);
        assertThat(counted.find()).isTrue();
        assertThat(Integer.parseInt(counted.group(1))).isLessThan(100);
        assertThat(out.toString()).contains(counted.group());
    }

    @Test
    void anUnreadableImageOfARunIsNamed() throws IOException {
        // Given
        Path runs = RunsFixture.writeRuns(folder.resolve("all_runs"), 2);
        Files.writeString(runs.resolve("run02/test/item03.png"), "not a picture");

        // When
        int exit = run("--runs", runs.toString());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("siamese evaluate: run02/test/item03.png: ");
    }

    @Test
    void aPhotoModelIsMeasured() throws Exception {
        // Given: the bundled graph behind another preprocessing
        Path model = folder.resolve("photo.onnx");
        photoModel().write(model);

        // When
        int exit = run(
                "--model",
                model.toString(),
                "--data",
                smallData().toString(),
                "--ways",
                "5",
                "--shots",
                "1,2",
                "--long");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("(photo.onnx)", "5-way 1-shot", "5-way 2-shot, mean");
    }

    @Test
    void aModelWithAnotherSimilarityIsMeasuredByIt() throws IOException {
        // Given: β − Σ |a − b| ranks unlike the cosine
        ModelFile bundled = ModelFile.bundled();
        SimilaritySpec l1 = new SimilaritySpec(
                SimilaritySpec.WEIGHTED_L1, Collections.nCopies(bundled.card().dimension(), 1f), 3);
        Path model = folder.resolve("l1.onnx");
        bundled.withCard(withSimilarity(bundled.card(), l1)).write(model);
        Path json = folder.resolve("l1.json");

        // When
        int exit = run("--model", model.toString(), "--data", smallData().toString(), "--json", json.toString());

        // Then: the most similar of different images are far above 1, which no cosine is
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        double similarity = new JsonMapper()
                .readTree(json.toFile())
                .at("/evaluation/falseMatches/0/similarity")
                .asDouble();
        assertThat(similarity)
                .isLessThan(3)
                .isNotEqualTo(0)
                .satisfiesAnyOf(
                        value -> assertThat(value).isGreaterThan(1),
                        value -> assertThat(value).isLessThan(-1));
    }

    @Test
    void unreadableImagesOfTheDataAreCountedAndTheFirstIsNamed() throws IOException {
        // Given
        Path data = smallData();
        Files.writeString(data.resolve("group1/class2/3.png"), "not a picture");

        // When
        int exit = run("--data", data.toString());

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("8 classes of 2 groups, 31 images")
                .contains("failure to acquire: 1 of 32 images (3.13 %)", "the first: group1/class2/3.png: ");
    }

    @Test
    void theLearningCurveNeedsALog() throws IOException {
        assertThat(run("--data", "drawn", "--run", folder.toString())).isEqualTo(1);
        assertThat(err.toString().trim()).isEqualTo("siamese evaluate: there is no " + folder.resolve("learning.csv"));
    }

    @Test
    void withoutImagesThereIsNothingToMeasure() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("siamese evaluate: --data or --runs: name images to measure on");
    }

    @Test
    void waysAndShotsAreChecked() {
        assertThat(run("--data", "drawn", "--ways", "1")).isEqualTo(2);
        assertThat(run("--data", "drawn", "--shots", "0")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese evaluate: ways: at least 2, got 1", "siamese evaluate: shots: at least 1, got [0]");
    }

    /** Two groups of four classes of four images. */
    private Path smallData() throws IOException {
        StrokeCharacters characters = new StrokeCharacters(5);
        Path data = folder.resolve("data");
        for (int i = 0; i < 8; i++) {
            Path own = Files.createDirectories(data.resolve("group" + i / 4 + "/class" + i % 4));
            for (int drawer = 0; drawer < 4; drawer++) {
                Files.write(own.resolve(drawer + ".png"), characters.png(i, drawer));
            }
        }
        return data;
    }

    private static ModelFile photoModel() throws Exception {
        ModelCard bundled = ModelFile.bundled().card();
        int side = bundled.preprocessing().width();
        Preprocessing photo = Preprocessing.photo(1, side, side, PhotoResize.Fit.values()[0]);
        Preprocessor preprocessor = Preprocessors.create(photo, ImageLimits.defaults());
        List<Golden> goldens = new ArrayList<>();
        try (OnnxEncoder graph = OnnxEncoder.open(ModelFile.bundled(), EncoderSettings.defaults())) {
            for (int i = 0; i < 3; i++) {
                byte[] png = new StrokeCharacters(1).png(i, 0);
                goldens.add(new Golden(png, graph.encode(List.of(preprocessor.apply(png)))[0]));
            }
        }
        ModelCard card = ModelCard.describing("photo", photo, bundled.dimension());
        return ModelFile.bundled().withCard(card.withGoldens(new Parity(0, 3), goldens));
    }

    private static ModelCard withSimilarity(ModelCard card, SimilaritySpec similarity) {
        return new ModelCard(
                card.version(),
                card.preset(),
                card.preprocessing(),
                card.dimension(),
                similarity,
                card.trained(),
                card.selected(),
                card.calibrated(),
                card.reported(),
                card.seeds(),
                card.versions(),
                card.parity(),
                card.goldens(),
                card.results(),
                card.made(),
                card.notes());
    }

    private int run(String... arguments) {
        CommandLine line = TrainerMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "evaluate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return line.execute(all);
    }
}
