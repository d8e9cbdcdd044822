package io.siamese.trainer.folds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes and reads figures by group as CSV, so that runs can be compared. */
public final class FoldsTable {

    private static final String HEAD = "group,fold,error_20way,eer,fnmr_at_fmr_1_percent,fnmr_of_five";

    private FoldsTable() {}

    public static void writeTable(List<GroupFigures> figures, Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        figures.forEach(each -> lines.add(String.format(
                Locale.ROOT,
                "%s,%d,%.6f,%.6f,%.6f,%.6f",
                quoteName(each.group()),
                each.fold(),
                each.error(),
                each.eer(),
                each.missed(),
                each.missedOfFive())));
        Files.write(file, lines);
    }

    /** @throws IOException if the file cannot be read or is no such table; the message names the line */
    public static List<GroupFigures> readTable(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new IOException(file + " does not begin with " + HEAD);
        }
        List<GroupFigures> figures = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                figures.add(figures(lines.get(i)));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IOException(file + " line " + (i + 1) + " is no group and five numbers: " + lines.get(i), e);
            }
        }
        return figures;
    }

    private static GroupFigures figures(String line) {
        int end = line.lastIndexOf('"');
        String[] cells = line.substring(end + 2).split(",");
        return new GroupFigures(
                line.substring(1, end).replace("\"\"", "\""),
                Integer.parseInt(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]));
    }

    private static String quoteName(String group) {
        return '"' + group.replace("\"", "\"\"") + '"';
    }
}
