package io.siamese.trainer;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.export.ForeignGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            "Makes a model file of an ONNX encoder of other make: says how images become its input, puts scaling before it"
                    + " and division by the length after it where they are missing, and adds golden images that every start must"
                    + " reproduce.",
            "",
            "The graph needs one image input [batch, C, H, W], uint8 or float32, and an output float32 [batch, D]. Float input"
                    + " gets (pixel / 255 - mean) / std. The model has no calibration then: siamese calibrate makes one from images."
        })
final class CardCommand implements Callable<Integer> {

    private static final int GOLDENS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The encoder's ONNX file.")
    private @Nullable Path onnx;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file to write.")
    private @Nullable Path out;

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the encoder (default: that of the file).")
    private @Nullable String name;

    @Mixin
    private PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Float input: mean of each channel, of values in [0, 1], or one for all (default: 0).")
    private List<Float> mean = List.of(0f);

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Float input: deviation of each channel, or one for all (default: 1).")
    private List<Float> deviation = List.of(1f);

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
        Path source = Objects.requireNonNull(onnx);
        ForeignGraph graph = graph(source);
        Preprocessing steps = preprocessing.preprocessing(graph.imageShape());
        checkScaling(graph);
        List<byte[]> images = goldenImages();
        // The graph says how long its embeddings are only by running; their length decides nothing, so unit length comes last.
        byte[] open = wrap(graph, steps, 1);
        int dimension = embed(open, steps, List.of(images.get(0)))[0].length;
        byte[] model = wrap(graph, steps, dimension);
        ModelFile file = ModelFile.of(model, card(source, steps, dimension, images, model));
        try (OnnxEncoder encoder = OnnxEncoder.open(file, EncoderSettings.defaults())) {
            file.write(Objects.requireNonNull(out).toAbsolutePath());
            say("wrote " + out + ", encoder " + encoder.encoderId() + ", " + dimension + " dimensions, "
                    + images.size() + " golden images");
            say("no calibration yet: ./siamese calibrate --model " + out + " --images DIR");
        }
        return 0;
    }

    private ForeignGraph graph(Path source) throws IOException {
        try {
            ForeignGraph graph = ForeignGraph.parse(Files.readAllBytes(source), input, output);
            if (!graph.isBatchOpen()) {
                throw new IllegalArgumentException(
                        "the graph fixes the size of a batch; export it with a dynamic first dimension");
            }
            return graph;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    private void checkScaling(ForeignGraph graph) {
        boolean given = !mean.equals(List.of(0f)) || !deviation.equals(List.of(1f));
        if (given && !graph.takesFloats()) {
            throw new IllegalArgumentException("--mean, --std: the graph takes bytes and scales them itself");
        }
        if (deviation.stream().anyMatch(each -> !(each > 0))) {
            throw new IllegalArgumentException("--std=" + deviation + ": must be above 0");
        }
    }

    private byte[] wrap(ForeignGraph graph, Preprocessing steps, int dimension) {
        return graph.wrap(
                steps.channels(),
                steps.height(),
                steps.width(),
                each("--mean", mean, steps.channels()),
                each("--std", deviation, steps.channels()),
                true,
                dimension);
    }

    private static float[] each(String option, List<Float> values, int channels) {
        if (values.size() != 1 && values.size() != channels) {
            throw new IllegalArgumentException(
                    option + ": one value, or one for each of the " + channels + " channels, got " + values.size());
        }
        float[] each = new float[channels];
        for (int i = 0; i < channels; i++) {
            each[i] = values.get(values.size() == 1 ? 0 : i);
        }
        return each;
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

    private ModelCard card(Path source, Preprocessing steps, int dimension, List<byte[]> images, byte[] model) {
        float[][] embeddings = embed(model, steps, images);
        List<Golden> goldens = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            goldens.add(new Golden(images.get(i), embeddings[i]));
        }
        String preset = name == null ? String.valueOf(source.getFileName()) : name;
        ModelCard bare = ModelCard.of(preset, steps, dimension);
        List<String> said = new ArrayList<>(notes);
        said.add("Not trained here: what it was trained on is not known to this card.");
        return new ModelCard(
                        bare.version(),
                        preset,
                        steps,
                        dimension,
                        bare.similarity(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        Map.of("onnxruntime", OrtEnvironment.getEnvironment().getVersion()),
                        bare.parity(),
                        List.of(),
                        Map.of(),
                        "siamese card, of " + source.getFileName(),
                        said)
                .withGoldens(new Parity(0, images.size()), goldens);
    }

    /** By ONNX Runtime one by one, whatever length the graph declares. */
    private static float[][] embed(byte[] model, Preprocessing steps, List<byte[]> images) {
        Preprocessor preprocessor = steps.preprocessor(ImageLimits.defaults());
        long[] shape = {1, steps.channels(), steps.height(), steps.width()};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<float[]> rows = new ArrayList<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(model, options)) {
            for (byte[] image : images) {
                byte[] pixels = preprocessor.apply(image);
                ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).rewind();
                try (OnnxTensor tensor = OnnxTensor.createTensor(environment, direct, shape, OnnxJavaType.UINT8);
                        OrtSession.Result result = session.run(Map.of("image", tensor), Set.of("embedding"))) {
                    rows.add(((float[][]) result.get(0).getValue())[0]);
                }
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException("--golden: an image is not readable: " + e.getMessage(), e);
        }
        for (float[] row : rows) {
            if (!Float.isFinite(sum(row))) {
                throw new IllegalArgumentException("the embedding of a golden image is not finite: is the scaling right?");
            }
        }
        return rows.toArray(float[][]::new);
    }

    private static float sum(float[] row) {
        float sum = 0;
        for (float each : row) {
            sum += each;
        }
        return sum;
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
