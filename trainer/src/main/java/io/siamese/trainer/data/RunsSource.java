package io.siamese.trainer.data;

import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Runs in the layout of Omniglot's {@code all_runs}, a folder or a zip of one: each folder that holds a {@value #LABELS} is a
 * run. The images of its folder {@code training} are the exemplars; a line {@code run01/test/item01.png
 * run01/training/class01.png}, its paths from the folder above the run, names a probe and its answer.
 */
public final class RunsSource {

    static final String LABELS = "class_labels.txt";

    private final Path path;

    public RunsSource(Path path) {
        this.path = path;
    }

    /**
     * All runs by name.
     *
     * @throws IOException if there are none, a line is malformed, or a file that one names is missing; the message says which
     */
    public List<OneShotRun> readRuns() throws IOException {
        if (Files.isDirectory(path)) {
            return readTree(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            return readTree(zip.getPath("/"));
        } catch (ProviderNotFoundException e) {
            throw new IOException(path + " is neither a folder nor a zip file", e);
        } catch (ZipException e) {
            throw new IOException(path + " cannot be read as a zip file: " + e.getMessage(), e);
        }
    }

    private List<OneShotRun> readTree(Path root) throws IOException {
        List<OneShotRun> runs = new ArrayList<>();
        for (Path labels : labelFiles(root)) {
            runs.add(readRun(labels));
        }
        if (runs.isEmpty()) {
            throw new IOException(path + " holds no run: no folder with a " + LABELS);
        }
        return runs;
    }

    private static List<Path> labelFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(LABELS))
                    .filter(file -> !file.toString().contains("__MACOSX"))
                    .map(Path::toAbsolutePath)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static OneShotRun readRun(Path labels) throws IOException {
        Path folder = labels.getParent();
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || above == null) {
            throw new IOException(LABELS + " lies in no folder: each run has one of its own");
        }
        String name = String.valueOf(folder.getFileName());
        if (!Files.isDirectory(folder.resolve("training"))) {
            throw new IOException(name + " has no folder 'training'");
        }
        List<Path> exemplars = imageFiles(folder.resolve("training"));
        List<Path> probes = new ArrayList<>();
        List<Integer> answers = new ArrayList<>();
        for (RunLabel label : RunLabel.readLabels(labels)) {
            Path probe = above.resolve(label.probe()).normalize();
            int answer = exemplars.indexOf(above.resolve(label.exemplar()).normalize());
            if (!probe.startsWith(folder) || !Files.isRegularFile(probe)) {
                throw new IOException(label.place() + ": there is no image " + label.probe() + " in the run");
            }
            if (answer < 0) {
                throw new IOException(label.place() + ": there is no exemplar " + label.exemplar() + " in the run");
            }
            if (probes.contains(probe)) {
                throw new IOException(label.place() + ": " + label.probe() + " has two answers");
            }
            probes.add(probe);
            answers.add(answer);
        }
        if (probes.isEmpty() || exemplars.size() < 2) {
            throw new IOException(name + " has " + probes.size() + " probes and " + exemplars.size()
                    + " exemplars, at least 1 and 2 are needed");
        }
        return new OneShotRun(name, encoded(above, exemplars), encoded(above, probes), answers);
    }

    private static List<Path> imageFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(FolderSource::isImage)
                    .map(Path::normalize)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static List<EncodedFile> encoded(Path above, List<Path> images) throws IOException {
        List<EncodedFile> files = new ArrayList<>();
        for (Path image : images) {
            files.add(
                    new EncodedFile(above.relativize(image).toString().replace('\\', '/'), Files.readAllBytes(image)));
        }
        return files;
    }
}
