package io.siamese.trainer;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Figures by name, in per cent, one a line. */
record FigureTable(Map<String, Double> figures) {

    /** Those that need no calibration: what was realised at calibrated thresholds fills forty lines. */
    static FigureTable mainFigures(Map<String, Double> all) {
        return new FigureTable(all.entrySet().stream()
                .filter(figure -> !figure.getKey().contains(" at calibrated "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    String renderText() {
        int widest = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        return new TreeMap<>(figures)
                .entrySet().stream()
                        .map(figure -> String.format(
                                Locale.ROOT, "  %-" + widest + "s %8.3f %%", figure.getKey(), 100 * figure.getValue()))
                        .collect(Collectors.joining(System.lineSeparator()));
    }
}
