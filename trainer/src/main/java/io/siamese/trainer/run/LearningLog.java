package io.siamese.trainer.run;

import io.siamese.trainer.report.LearningPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The validations of a run as CSV beside its checkpoint, for plots. A run that goes on from a checkpoint drops what was
 * written after it. Passes everything on to another progress.
 */
public final class LearningLog implements TrainingProgress {

    static final String NAME = "learning.csv";

    private static final String HEAD = "step,cpu_seconds,loss,error_20way,eer,fnmr_at_fmr_1_percent";

    private final Path file;
    private final TrainingProgress next;

    /** @param from step of the checkpoint that the run goes on from; 0 for a new run */
    public LearningLog(Path folder, int from, TrainingProgress next) throws IOException {
        this.file = folder.resolve(NAME);
        this.next = next;
        Files.createDirectories(folder);
        writePoints(pointsUpTo(from));
    }

    /** @throws IOException if there is no log, or it is not one; the message names file and line */
    public static List<LearningPoint> readPoints(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new IOException(file + " does not begin with " + HEAD);
        }
        List<LearningPoint> points = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                points.add(parsePoint(lines.get(i).split(",", -1)));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(file + " line " + (i + 1) + " is not six numbers: " + lines.get(i), e);
            }
        }
        return points;
    }

    private static LearningPoint parsePoint(String[] cells) {
        return new LearningPoint(
                Integer.parseInt(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                Double.parseDouble(cells[5]));
    }

    private List<LearningPoint> pointsUpTo(int step) throws IOException {
        return step == 0 || !Files.exists(file)
                ? List.of()
                : readPoints(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a log lies in a folder"))
                        .stream()
                        .filter(point -> point.step() <= step)
                        .toList();
    }

    /** In one move: an interrupted write leaves the last one. */
    private void writePoints(List<LearningPoint> points) throws IOException {
        String text = points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%d,%.1f,%.5f,%.6f,%.6f,%.6f%n",
                        point.step(),
                        point.cpuSeconds(),
                        point.loss(),
                        point.error(),
                        point.eer(),
                        point.fnmr()))
                .collect(Collectors.joining());
        Path part = file.resolveSibling(NAME + ".part");
        Files.writeString(part, HEAD + System.lineSeparator() + text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void stepDone(int steps, double loss) {
        next.stepDone(steps, loss);
    }

    @Override
    public void validated(Validation at) {
        next.validated(at);
        try {
            List<LearningPoint> points = new ArrayList<>(pointsUpTo(at.steps() - 1));
            points.add(new LearningPoint(at.steps(), at.cpuSeconds(), at.loss(), at.error(), at.eer(), at.fnmr()));
            writePoints(points);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        next.close();
    }
}
