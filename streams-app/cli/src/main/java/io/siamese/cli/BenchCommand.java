package io.siamese.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.testbed.bench.Bench;
import io.siamese.testbed.bench.BenchFailure;
import io.siamese.testbed.bench.BenchFigure;
import io.siamese.testbed.bench.BenchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Measures the service on a broker of its own. */
@Command(
        name = "bench",
        description = {
            "Measure the service on a broker of its own, as ratios within one run, and check that each image gets exactly one decision.",
            "docs/performance.md says what the figures mean. All of it takes about ten minutes, with --long more than half an hour."
        })
final class BenchCommand extends Verb {

    @Parameters(
            arity = "0..1",
            paramLabel = "SUITE",
            defaultValue = "ALL",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Bench.Suite suite = Bench.Suite.ALL;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Option(names = "--long", description = "Measure for long: for figures that are written down.")
    private boolean thorough;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of the arms that are compared, after three that warm up.")
    private @Nullable Integer rounds;

    @Option(
            names = "--images",
            paramLabel = "N",
            description =
                    "Images of an arm on the real encoder, for a device that is through with the usual ones at once.")
    private @Nullable Integer images;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the service that is measured; can be given again. REAL and LATENCY alone take"
                    + " encoder.provider, encoder.batch and encoder.threads.")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec().commandLine(), "--rounds is 1 or more");
        }
        if (images != null && images < 1000) {
            throw new ParameterException(spec().commandLine(), "--images is 1000 or more");
        }
        try {
            List<BenchFigure> figures = new Bench(benchSettings(), this::printProgress).run(suite);
            if (json) {
                out().println(new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(figures));
            } else {
                printFigures(figures);
            }
            return OK;
        } catch (EncoderException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } catch (BenchFailure e) {
            throw new CommandFailure("no figure counts: " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures that are no JSON", e);
        }
    }

    private BenchSettings benchSettings() {
        BenchSettings how = thorough ? BenchSettings.thorough(settings) : BenchSettings.brief(settings);
        how = rounds == null ? how : how.withRounds(rounds);
        return images == null ? how : how.withImages(images);
    }

    /** On stderr: the figures alone are the output. */
    private void printProgress(String line) {
        spec().commandLine().getErr().println(line);
        spec().commandLine().getErr().flush();
    }

    private void printFigures(List<BenchFigure> figures) {
        String suiteBefore = "";
        for (BenchFigure figure : figures) {
            if (!figure.suite().equals(suiteBefore)) {
                out().println();
                out().println(figure.suite());
                suiteBefore = figure.suite();
            }
            out().println(formatFigure(figure));
        }
    }

    /** Two digits at least: a small number is not 0.00. */
    private static String numberFormat(double size) {
        if (size >= 100) {
            return "%,.0f";
        }
        return size == 0 || size >= 0.01 || Double.isNaN(size) ? "%.2f" : "%.1e";
    }

    static String formatFigure(BenchFigure figure) {
        String value = String.format(Locale.ROOT, numberFormat(Math.abs(figure.value())), figure.value());
        String target = figure.target() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  at %s %s, aim %s: %s",
                        figure.target().smallIsGood() ? "most" : "least",
                        figure.target().atLeast(),
                        figure.target().aim(),
                        figure.target().verdict(figure.value()));
        return String.format(Locale.ROOT, "  %-58s %12s %-10s%s", figure.name(), value, figure.unit(), target)
                .stripTrailing();
    }
}
