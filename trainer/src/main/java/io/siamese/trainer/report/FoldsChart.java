package io.siamese.trainer.report;

import io.siamese.trainer.folds.GroupFigures;
import java.util.List;
import java.util.Locale;

/**
 * Draws one line a group: a filled dot for its FNMR at an FMR of 1 %, and a ring for that of an earlier recipe. The worst
 * group is on top.
 */
final class FoldsChart {

    private static final int LINE = 20;
    private static final int LEFT = 230;
    private static final int PLOT = 480;
    private static final int TOP = 50;
    private static final int RIGHT = 30;
    private static final int GRID = 10;

    private final List<GroupFigures> groups;
    private final List<GroupFigures> before;

    /** @param before the same groups in the same order, or none */
    FoldsChart(List<GroupFigures> groups, List<GroupFigures> before) {
        this.groups = groups;
        this.before = before;
    }

    String renderSvg() {
        int height = TOP + groups.size() * LINE + 20;
        int width = LEFT + PLOT + RIGHT;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"13\" fill=\"#777\">"
                        + "<title>FNMR at FMR 1 %% by group</title>",
                width,
                height,
                width));
        appendLegend(svg);
        appendGrid(svg, height);
        for (int i = 0; i < groups.size(); i++) {
            appendGroup(svg, i);
        }
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private void appendLegend(StringBuilder svg) {
        svg.append(textElement(
                LEFT,
                16,
                "start",
                "FNMR at FMR 1 %, one exemplar: \u25CF this recipe" + (before.isEmpty() ? "" : ", \u25CB before")));
    }

    /** Up to the next ten per cent above the largest value. */
    private double axisMaximum() {
        double most = Math.max(largest(groups), largest(before));
        return Math.max(1, Math.ceil(10 * most)) / 10;
    }

    private static double largest(List<GroupFigures> figures) {
        return figures.stream().mapToDouble(GroupFigures::missed).max().orElse(0);
    }

    private void appendGrid(StringBuilder svg, int height) {
        int tens = (int) Math.rint(10 * axisMaximum());
        for (int ten = 0; ten <= tens; ten++) {
            double x = xOfShare(ten / 10.0);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#8884\"/>",
                    x,
                    TOP - 8,
                    height - 16));
            svg.append(textElement(x, TOP - 14, "middle", ten * GRID + " %"));
        }
    }

    private void appendGroup(StringBuilder svg, int index) {
        GroupFigures group = groups.get(index);
        double y = TOP + (index + 0.5) * LINE;
        double now = xOfShare(group.missed());
        svg.append(textElement(LEFT - 14, y + 4, "end", group.group()));
        if (!before.isEmpty()) {
            double then = xOfShare(before.get(index).missed());
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#888\"/>"
                            + "<circle cx=\"%1$.1f\" cy=\"%3$.1f\" r=\"5\" fill=\"none\" stroke=\"#888\""
                            + " stroke-width=\"1.5\"/>",
                    then,
                    now,
                    y));
        }
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#2a78c8\"/>", now, y));
    }

    private double xOfShare(double share) {
        return LEFT + PLOT * share / axisMaximum();
    }

    private static String textElement(double x, double y, String anchor, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
    }
}
