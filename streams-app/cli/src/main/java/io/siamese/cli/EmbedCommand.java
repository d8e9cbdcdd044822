package io.siamese.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.siamese.cli.BulkEmbedder.Embedded;
import io.siamese.client.BoundedFileReader;
import io.siamese.client.ImageFiles;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Prints the embeddings of images. */
@Command(
        name = "embed",
        description = {
            "Print the embedding of each image, one JSON line an image in the order given:",
            "{\"path\": \"…\", \"embedding\": […]}. An image that cannot be read gets a line on stderr, the rest go on, and the exit code is 1."
        })
final class EmbedCommand extends Verb {

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The encoder's ONNX file. Default: the bundled model.")
    private @Nullable Path model;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images in one run of the encoder. Default: ${DEFAULT-VALUE}.")
    private int batch = 64;

    @Option(
            names = "--provider",
            defaultValue = "CPU",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Provider provider = Provider.CPU;

    @Mixin
    private RegionOptions region = new RegionOptions();

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Image files, or folders of them at any depth.")
    private List<Path> paths = new ArrayList<>();

    private final JsonFactory json = new JsonFactory();
    private int failures;

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || batch < 1) {
            throw new ParameterException(spec().commandLine(), "--threads and --batch are 1 or more");
        }
        List<Path> files = new ImageFiles((path, why) -> countFailure(path + ": " + why)).below(paths);
        BoundedFileReader bytes = new BoundedFileReader(ImageLimits.defaults().maxBytes());
        ModelFile file = model == null ? ModelFile.bundled() : ModelFile.read(model);
        try (Encoder encoder = OnnxEncoder.open(
                file, EncoderSettings.defaults().withProvider(provider).withMaxBatch(batch))) {
            new BulkEmbedder(encoder, bytes, region.region(), threads, batch).embedFiles(files, this::printBatch);
        }
        out().flush();
        return failures == 0 ? OK : FAILED;
    }

    /** False where nobody reads on. */
    private boolean printBatch(List<Embedded> results) {
        StringBuilder lines = new StringBuilder();
        for (Embedded result : results) {
            if (result.embedding() == null) {
                countFailure(result.path() + ": " + result.problem());
            } else {
                lines.append(toJsonLine(result.path(), result.embedding())).append('\n');
            }
        }
        out().print(lines);
        return !out().checkError();
    }

    private String toJsonLine(Path path, float[] embedding) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("path", path.toString());
            generator.writeArrayFieldStart("embedding");
            for (float value : embedding) {
                generator.writeNumber(value);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string could not be written to", e);
        }
        return line.toString();
    }

    private void countFailure(String line) {
        failures++;
        complain(line);
    }
}
