package io.siamese.service.gallery;

import io.siamese.encoder.vector.PanelKernel;

/**
 * Up to 64 templates, {@code [d][64]}, as they are in one version of a gallery. Immutable for its readers: of the arrays,
 * versions share what lies below their {@code count}, and an appended template goes into a lane that no version shows yet.
 */
record Panel(float[] numbers, TemplateRow[] rows, int count) {
    static final int WIDTH = PanelKernel.WIDTH;

    static Panel empty(int dimension) {
        return new Panel(new float[dimension * WIDTH], new TemplateRow[WIDTH], 0);
    }

    Panel plusRow(TemplateRow row, float[] embedding) {
        // Taken already by a version that was never published: its lane is not touched again.
        Panel panel = rows[count] == null ? this : copyLanes(count);
        panel.writeLane(count, row, embedding);
        return new Panel(panel.numbers, panel.rows, count + 1);
    }

    Panel withRow(int lane, TemplateRow row, float[] embedding) {
        Panel panel = copyLanes(count);
        panel.writeLane(lane, row, embedding);
        return panel;
    }

    /** The same rows in arrays of its own, so that a row appended to one of the two is not written into the other. */
    Panel separate() {
        return copyLanes(count);
    }

    /** Copied, so that the numbers of a removed template go with the last version that shows them. */
    Panel withoutLast() {
        return copyLanes(count - 1);
    }

    void readLane(int lane, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = numbers[i * WIDTH + lane];
        }
    }

    private void writeLane(int lane, TemplateRow row, float[] embedding) {
        rows[lane] = row;
        for (int i = 0; i < embedding.length; i++) {
            numbers[i * WIDTH + lane] = embedding[i];
        }
    }

    private Panel copyLanes(int lanes) {
        float[] copiedNumbers = numbers.clone();
        for (int lane = lanes; lane < WIDTH; lane++) {
            for (int i = lane; i < copiedNumbers.length; i += WIDTH) {
                copiedNumbers[i] = 0;
            }
        }
        TemplateRow[] copiedRows = new TemplateRow[WIDTH];
        System.arraycopy(rows, 0, copiedRows, 0, lanes);
        return new Panel(copiedNumbers, copiedRows, lanes);
    }
}
