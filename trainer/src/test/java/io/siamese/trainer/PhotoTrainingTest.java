package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colour photographs, by class alone: no groups, two folders. */
class PhotoTrainingTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void colourPhotographsTrainAndEvaluate() throws Exception {
        // Given
        photographs("one", 0, 40);
        photographs("two", 40, 80);
        String one = folder.resolve("one").toString();
        String two = folder.resolve("two").toString();

        // When
        int trained = run(
                "train",
                "--data",
                one,
                two,
                "--preprocessing",
                "photo",
                "--channels",
                "3",
                "--augment",
                "rotation=5,scale=0.1,mirror=0.5,contrast=0.2,crop=0.3,colour=0.1",
                "--recoloured-classes",
                "yes",
                "--size",
                "40",
                "--steps",
                "8",
                "--every",
                "8",
                "--widths",
                "16,16,16,16",
                "--checkpoint-dir",
                folder.resolve("run").toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(trained).isZero();
        Path file = folder.resolve("run/compact.onnx");
        ModelFile model = ModelFile.read(file);
        assertThat(model.card().preprocessing())
                .isInstanceOfSatisfying(
                        PhotoResize.class,
                        photo -> assertThat(photo)
                                .returns(3, PhotoResize::channels)
                                .returns(40, PhotoResize::width));
        assertThat(model.card().notes())
                .anySatisfy(note -> assertThat(note)
                        .contains(
                                "photo=true",
                                "turned=false",
                                "recoloured=true",
                                "pooling=STATISTICS",
                                "sampling=ACROSS_GROUPS")
                        .contains("rotation=5.0", "mirror=0.5", "crop=0.3", "colour=0.1"));
        try (OnnxEncoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            assertThat(encoder.preprocessor().channels()).isEqualTo(3);
        }
        assertThat(run("evaluate", "--model", file.toString(), "--data", one, two))
                .isZero();
    }

    @Test
    void classesOfOneChannelCannotBeRecoloured() {
        assertThat(run("train", "--data", "drawn", "--preprocessing", "photo", "--recoloured-classes", "yes"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--recoloured-classes=yes: needs --channels=3");
    }

    @Test
    void aSizeOutOfRangeIsRefused() {
        assertThat(run("train", "--data", "drawn", "--size", "4")).isEqualTo(2);
        assertThat(err.toString()).contains("--size=4: from 16 to 256");
    }

    @Test
    void inkHasOneChannel() {
        assertThat(run("train", "--data", "drawn", "--channels", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--channels=3: ink has one");
    }

    @Test
    void anUnknownAugmentationIsNamed() {
        assertThat(run("train", "--data", "drawn", "--augment", "blur=2")).isEqualTo(2);
        assertThat(err.toString()).contains("--augment: 'blur=2': allowed are none, standard");
    }

    @Test
    void theLightOfInkIsNormalisedAway() {
        assertThat(run("train", "--data", "drawn", "--augment", "contrast=0.2")).isEqualTo(2);
        assertThat(err.toString()).contains("--augment: brightness, contrast and colour of ink are normalised");
    }

    /** A class is two colours and a place; its images differ by noise and a small shift. */
    private void photographs(String name, int from, int to) throws IOException {
        for (int subject = from; subject < to; subject++) {
            Path leaf = Files.createDirectories(folder.resolve(name).resolve("subject" + subject));
            for (int image = 0; image < 6; image++) {
                ImageIO.write(
                        photograph(subject, image),
                        "jpg",
                        leaf.resolve(image + ".jpg").toFile());
            }
        }
    }

    private static BufferedImage photograph(int subject, int image) {
        Random look = new Random(subject);
        Random noise = new Random(1000L * subject + image);
        BufferedImage photo = new BufferedImage(72, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = photo.createGraphics();
        canvas.setColor(new Color(look.nextInt(0xFFFFFF)));
        canvas.fillRect(0, 0, 72, 60);
        canvas.setColor(new Color(look.nextInt(0xFFFFFF)));
        canvas.fillOval(
                look.nextInt(30) + noise.nextInt(3), look.nextInt(20) + noise.nextInt(3), 20 + look.nextInt(20), 30);
        canvas.dispose();
        return photo;
    }

    private int run(String... args) {
        return TrainerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
