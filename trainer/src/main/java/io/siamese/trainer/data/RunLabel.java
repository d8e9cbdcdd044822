package io.siamese.trainer.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a run's labels.
 *
 * @param place run, file and line, for messages
 * @param probe path of the image to be classified
 * @param exemplar path of the image of its class
 */
record RunLabel(String place, String probe, String exemplar) {

    /** @throws IOException if a line is not two paths */
    static List<RunLabel> readLabels(Path file) throws IOException {
        List<RunLabel> labels = new ArrayList<>();
        int number = 0;
        for (String line : readLines(file)) {
            String place = shownPath(file) + " line " + ++number;
            if (!line.isBlank()) {
                labels.add(parse(place, line.strip(), file));
            }
        }
        return labels;
    }

    private static List<String> readLines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IOException(shownPath(file) + " is not UTF-8 text", e);
        }
    }

    /** The file with its folder, as messages name it. */
    private static Path shownPath(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || folder.getFileName() == null
                ? file
                : folder.getFileName().resolve(file.getFileName());
    }

    private static RunLabel parse(String place, String line, Path file) throws IOException {
        String[] paths = line.split("\\s+");
        if (paths.length != 2) {
            throw new IOException(place + " is not 'run/test/image run/training/image': " + line);
        }
        try {
            file.resolveSibling(paths[0]);
            file.resolveSibling(paths[1]);
        } catch (InvalidPathException e) {
            throw new IOException(place + " is not two paths: " + line, e);
        }
        return new RunLabel(place, paths[0], paths[1]);
    }
}
