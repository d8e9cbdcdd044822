package io.siamese.acceptance.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says which metrics and labels a page of Prometheus's text format has. */
record MetricsPage(String text) {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z]\\w*)(\\{.*})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    Set<String> names() {
        return SAMPLE.matcher(text).results().map(sample -> sample.group(1)).collect(Collectors.toSet());
    }

    /** Labels of all metrics. */
    Set<String> allLabels() {
        return LABEL.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    /** Labels of a metric's samples, {@code topic} for instance. */
    Set<String> labels(String metric) {
        return labels(metric, 1);
    }

    /** Labels of a metric's samples with their values, {@code topic="images"} for instance. */
    Set<String> labelValues(String metric) {
        return labels(metric, 0);
    }

    private Set<String> labels(String metric, int group) {
        Set<String> found = new TreeSet<>();
        for (Matcher sample = SAMPLE.matcher(text); sample.find(); ) {
            if (sample.group(1).equals(metric) && sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> found.add(label.group(group)));
            }
        }
        return found;
    }
}
