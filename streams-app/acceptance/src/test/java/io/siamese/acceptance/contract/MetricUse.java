package io.siamese.acceptance.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a text takes for granted of the service's metrics: their names, and the labels that it selects by.
 *
 * @param file of the project, {@code docker/prometheus/alerts.yaml} for instance
 */
record MetricUse(String file) {
    private static final String NAME = "\\b((?:siamese|jvm|process|system|kafka)_[a-z0-9_]+)\\b";
    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final Pattern SELECTORS = Pattern.compile(NAME + "\\{([^}]*)}");
    private static final Pattern MATCHERS = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPS = Pattern.compile("\\bby \\(([^)]*)\\)");
    /** Prometheus puts these on what it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /**
     * A label that a metric is selected by.
     *
     * @param value what it is to be, with {@code label="value"}, or null with another comparison
     */
    record Selected(String metric, String label, @Nullable String value) {}

    /** Metrics that are named. */
    Set<String> names() {
        Set<String> found = new TreeSet<>();
        NAMES.matcher(text()).results().forEach(name -> found.add(name.group(1)));
        return found;
    }

    /** Labels that metrics are selected by, those of Prometheus itself left out. */
    Stream<Selected> selected() {
        return SELECTORS
                .matcher(text())
                .results()
                .flatMap(selector -> MATCHERS.matcher(selector.group(2))
                        .results()
                        .filter(label -> !OF_PROMETHEUS.contains(label.group(1)))
                        .map(label -> new Selected(
                                selector.group(1),
                                label.group(1),
                                label.group(2).equals("=") ? label.group(3) : null)));
    }

    /** Labels that samples are grouped by. */
    Set<String> grouped() {
        Set<String> found = new TreeSet<>();
        GROUPS.matcher(text())
                .results()
                .forEach(group -> found.addAll(List.of(group.group(1).split(",\\s*"))));
        found.removeAll(OF_PROMETHEUS);
        return found;
    }

    /** Quotes stand as they are in the queries, though JSON escapes them. */
    private String text() {
        try {
            return Files.readString(path()).replace("\\\"", "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
                .map(at -> at.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
