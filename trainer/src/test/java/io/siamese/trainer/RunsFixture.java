package io.siamese.trainer;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Runs in the layout of Omniglot's all_runs, of characters that were never in it. */
public final class RunsFixture {

    private static final int SUBJECTS = 20;
    private static final int STEP = 7;

    private RunsFixture() {}

    /** @param runs as many as are wanted, of 20 classes each; item i is of class 7 i mod 20 */
    public static Path writeRuns(Path folder, int runs) throws IOException {
        StrokeCharacters characters = new StrokeCharacters(11);
        for (int run = 1; run <= runs; run++) {
            Path own = folder.resolve(numbered("run", run));
            Files.createDirectories(own.resolve("training"));
            Files.createDirectories(own.resolve("test"));
            StringBuilder labels = new StringBuilder();
            for (int i = 1; i <= SUBJECTS; i++) {
                int answer = STEP * i % SUBJECTS + 1;
                Files.write(
                        own.resolve("training/" + numbered("class", i) + ".png"),
                        characters.png(SUBJECTS * run + i, 2 * run));
                Files.write(
                        own.resolve("test/" + numbered("item", i) + ".png"),
                        characters.png(SUBJECTS * run + answer, 2 * run + 1));
                labels.append(numbered("run", run) + "/test/" + numbered("item", i) + ".png ")
                        .append(numbered("run", run) + "/training/" + numbered("class", answer) + ".png\n");
            }
            Files.writeString(own.resolve("class_labels.txt"), labels);
        }
        return folder;
    }

    /** The same as a zip. */
    public static Path zipFolder(Path folder, Path zip) throws IOException {
        try (FileSystem target = FileSystems.newFileSystem(zip, Map.of("create", "true"));
                var files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                Path copy = target.getPath("/").resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return zip;
    }

    private static String numbered(String prefix, int number) {
        return String.format(Locale.ROOT, "%s%02d", prefix, number);
    }
}
