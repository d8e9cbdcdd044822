package io.siamese.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns as wide as they need to be, two spaces in front. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    TextTable addRow(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    String renderText() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(this::columnWidth).toArray();
        return rows.stream().map(row -> renderLine(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private int columnWidth(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static String renderLine(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
