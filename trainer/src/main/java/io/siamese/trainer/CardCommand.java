package io.siamese.trainer;

import ai.onnxruntime.OrtEnvironment;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.export.ForeignGraph;
import io.siamese.trainer.measure.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siamese card}. */
@Command(
        name = "card",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a model file of an ONNX encoder of other make, or with --show tells what a model file says of itself, or with"
                    + " --model changes how a model file reads images.",
            "",
            "Making: says how images become the encoder's input, puts scaling before it and division by the length after it"
                    + " where they are missing, and adds golden images that every start must reproduce. The graph needs one"
                    + " image input [batch, C, H, W], uint8 or float32, and an output float32 [batch, D]. Float input gets"
                    + " (pixel / 255 - mean) / std. A batch of fixed size is freed, and refused if images of a batch do not"
                    + " get the embeddings then that they get alone. The model has no calibration: siamese calibrate makes"
                    + " one from images.",
            "",
            "Changing: --model with --orientation, --transparency, --align-points or --decoding writes the same graph under another"
                    + " card. What it makes of"
                    + " files changes, so it is another encoder: its id differs. The calibration is kept, because the images"
                    + " that it was measured on have neither a tag nor transparent pixels if they are like the golden ones."
        })
final class CardCommand implements Callable<Integer> {

    private static final int GOLDENS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--onnx", paramLabel = "FILE", description = "The encoder's ONNX file.")
    private @Nullable Path onnx;

    @Option(names = "--out", paramLabel = "FILE", description = "The model file to write; replaced where it exists.")
    private @Nullable Path out;

    @Option(
            names = "--show",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = "Show the card of a model file, by itself that of the bundled model; nothing is written.")
    private @Nullable String show;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The model file whose card is changed by --orientation, --transparency, --align-points and --decoding.")
    private @Nullable Path model;

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the encoder (default: that of the file).")
    private @Nullable String name;

    @Mixin
    private PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private ScalingOptions scaling = new ScalingOptions();

    @Mixin
    private SimilarityOptions similarity = new SimilarityOptions();

    @Option(names = "--input", paramLabel = "NAME", description = "The graph's input (default: the only one).")
    private String input = "";

    @Option(names = "--output", paramLabel = "NAME", description = "The graph's embedding (default: the only output).")
    private String output = "";

    @Option(
            names = "--golden",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Images that every start must reproduce, such as your own (default: three drawn characters).")
    private List<Path> golden = List.of();

    @Option(names = "--note", paramLabel = "TEXT", description = "What a user should know: origin, licence, limits.")
    private List<String> notes = List.of();

    @Override
    public Integer call() throws IOException {
        if (show != null) {
            printLine(new CardText(show.isEmpty() ? ModelFile.bundled() : ModelFile.read(Path.of(show))).renderText());
            return 0;
        }
        if (out != null && model != null && onnx == null) {
            changeCard(model, out);
        } else if (out != null && onnx != null && model == null) {
            makeModel(onnx, out);
        } else {
            throw new IllegalArgumentException("name --onnx and --out, --model and --out, or --show");
        }
        return 0;
    }

    private void changeCard(Path source, Path target) {
        if (!reading.isGiven()) {
            throw new IllegalArgumentException(
                    "--model: say --orientation, --transparency, --align-points or --decoding, or there is nothing to change");
        }
        ModelFile before = ModelFile.read(source);
        Preprocessing steps = reading.apply(before.card().preprocessing());
        ModelFile bare = before.withCard(before.card()
                .withPreprocessing(
                        steps,
                        "The graph and the calibration are those of encoder " + before.encoderId()
                                + ", whose files were read otherwise: "
                                + before.card().preprocessing().canonicalJson()));
        ModelFile changed = before.calibration()
                .map(each -> bare.withCalibration(each.forEncoder(bare.encoderId())))
                .orElse(bare);
        try (OnnxEncoder encoder = OnnxEncoder.open(changed, EncoderSettings.defaults())) {
            changed.write(target.toAbsolutePath());
            printLine("wrote " + target + ", encoder " + encoder.encoderId() + " (was " + before.encoderId() + ")");
        }
    }

    private void makeModel(Path source, Path target) throws IOException {
        ForeignGraph graph = readGraph(source);
        Preprocessing steps = reading.apply(preprocessing.preprocessing(graph.imageShape()));
        scaling.checkScaling(graph.takesFloats());
        List<byte[]> images = goldenImages();
        TrialRun.Tried tried = tryGraph(graph, steps, images);
        SimilaritySpec compared = similarity.toSimilarity(tried.dimension());
        byte[] model = wrapGraph(graph, steps, tried.dimension());
        ModelFile file = ModelFile.attachCard(model, makeCard(source, steps, images, tried, compared));
        try (OnnxEncoder encoder = OnnxEncoder.open(file, EncoderSettings.defaults())) {
            file.write(target.toAbsolutePath());
            printLine("wrote " + target + ", encoder " + encoder.encoderId() + ", " + tried.dimension()
                    + " dimensions, " + compared.kind() + ", " + images.size() + " golden images");
            printLine("no calibration yet: ./siamese calibrate --model " + target + " --images DIR");
        }
    }

    private ForeignGraph readGraph(Path source) throws IOException {
        try {
            return ForeignGraph.parse(Files.readAllBytes(source), input, output);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    /** How many dimensions there are is told by running: many graphs do not say it. */
    private TrialRun.Tried tryGraph(ForeignGraph graph, Preprocessing steps, List<byte[]> images) {
        try (TrialRun run = new TrialRun(wrapGraph(graph, steps, -1), steps)) {
            return run.embed(images);
        }
    }

    private byte[] wrapGraph(ForeignGraph graph, Preprocessing steps, int dimension) {
        long[] image = {steps.channels(), steps.height(), steps.width()};
        return graph.wrapGraph(image, scaling.toScaling(steps.channels()), !similarity.isWeightedL1(), dimension);
    }

    private List<byte[]> goldenImages() throws IOException {
        List<byte[]> images = new ArrayList<>();
        for (Path each : golden) {
            images.add(Files.readAllBytes(each));
        }
        StrokeCharacters characters = new StrokeCharacters(1);
        for (int subject = 0; golden.isEmpty() && subject < GOLDENS; subject++) {
            images.add(characters.png(subject, 0));
        }
        return images;
    }

    private ModelCard makeCard(
            Path source, Preprocessing steps, List<byte[]> images, TrialRun.Tried tried, SimilaritySpec compared) {
        List<Golden> goldens = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            goldens.add(new Golden(images.get(i), tried.embeddings()[i]));
        }
        List<String> said = new ArrayList<>(notes);
        said.add("Not trained here: what it was trained on is not known to this card.");
        said.add("Parity: images in a batch against the same images alone.");
        return new ModelCard(
                ModelCard.VERSION,
                name == null ? String.valueOf(source.getFileName()) : name,
                steps,
                tried.dimension(),
                compared,
                null,
                null,
                null,
                null,
                List.of(),
                Map.of("onnxruntime", OrtEnvironment.getEnvironment().getVersion()),
                tried.parity(),
                goldens,
                Map.of(),
                "siamese card, of " + source.getFileName(),
                said);
    }

    private void printLine(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
