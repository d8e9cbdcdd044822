package io.siamese.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds files of the project beside the modules. */
final class ProjectFiles {
    static final String ALERTS = "docker/prometheus/alerts.yaml";

    private ProjectFiles() {}

    static Path projectPath(String name) {
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    static String readText(String name) {
        try {
            return Files.readString(projectPath(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages of the documentation, by their paths in the project: the README first. */
    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(projectPath("docs/events.md").getParent())) {
            List<String> docs = files.map(file -> "docs/" + file.getFileName())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md"), docs.stream());
        }
    }

    /** What a pattern's first group matches in a text. */
    static Set<String> findGroups(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
