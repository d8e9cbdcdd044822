package io.siamese.encoder.image.jpeg;

/**
 * Gives a component's samples row by row at the size of the image, or at the size it is reduced to. Components of half the size are interpolated as libjpeg does
 * by default (jdsample.c, "fancy upsampling": three quarters of the nearer sample and a quarter of the other); others repeat samples.
 */
final class ComponentRows {
    private final Component component;
    private final Frame frame;
    private final byte[] samples;
    private final byte[] row;
    private final int[] sums;
    private final boolean doubleWidth;
    private final boolean doubleHeight;
    private final int reduction;

    ComponentRows(Component component, Frame frame, byte[] samples, int reduction) {
        this.reduction = reduction;
        this.component = component;
        this.frame = frame;
        this.samples = samples;
        boolean halfWidth = component.horizontal * 2 == frame.mostHorizontal();
        boolean halfHeight = component.vertical * 2 == frame.mostVertical();
        boolean fullWidth = component.horizontal == frame.mostHorizontal();
        boolean fullHeight = component.vertical == frame.mostVertical();
        boolean interpolates = reduction == 1;
        this.doubleWidth = interpolates && halfWidth && (fullHeight || halfHeight) && component.width > 2;
        this.doubleHeight = interpolates && halfHeight && (fullWidth || doubleWidth);
        this.row = new byte[frame.width() + 2];
        this.sums = new int[component.width + 1];
    }

    /** Row {@code y} of the image, from place 0 on; valid until the next call. */
    byte[] scaledRow(int y) {
        if (doubleWidth || doubleHeight) {
            interpolate(y);
            return row;
        }
        if (reduction > 1) {
            reduced(y);
            return row;
        }
        int from = y * component.vertical / frame.mostVertical() * component.stride();
        if (component.horizontal == frame.mostHorizontal()) {
            System.arraycopy(samples, from, row, 0, frame.width());
        } else {
            for (int x = 0; x < frame.width(); x++) {
                row[x] = samples[from + x * component.horizontal / frame.mostHorizontal()];
            }
        }
        return row;
    }

    private void reduced(int y) {
        int width = frame.reducedWidth(reduction);
        int from = (int) ((long) y * component.height / frame.reducedHeight(reduction)) * component.stride();
        if (component.width == width) {
            System.arraycopy(samples, from, row, 0, width);
        } else {
            for (int x = 0; x < width; x++) {
                row[x] = samples[from + (int) ((long) x * component.width / width)];
            }
        }
    }

    private void interpolate(int y) {
        if (!doubleHeight) {
            interpolateAcross(y * component.stride());
            return;
        }
        int near = y >> 1;
        int far = Math.max(0, Math.min(component.height - 1, (y & 1) == 0 ? near - 1 : near + 1));
        for (int x = 0; x < component.width; x++) {
            sums[x] = 3 * (samples[near * component.stride() + x] & 0xFF)
                    + (samples[far * component.stride() + x] & 0xFF);
        }
        if (doubleWidth) {
            acrossSums();
        } else {
            int bias = (y & 1) == 0 ? 1 : 2;
            for (int x = 0; x < frame.width(); x++) {
                row[x] = (byte) (sums[x] + bias >> 2);
            }
        }
    }

    /** Each sample becomes two, a quarter of a sample to its left and to its right. */
    private void interpolateAcross(int from) {
        int last = component.width - 1;
        row[0] = samples[from];
        row[1] = (byte) (3 * (samples[from] & 0xFF) + (samples[from + 1] & 0xFF) + 2 >> 2);
        for (int x = 1; x < last; x++) {
            int three = 3 * (samples[from + x] & 0xFF);
            row[2 * x] = (byte) (three + (samples[from + x - 1] & 0xFF) + 1 >> 2);
            row[2 * x + 1] = (byte) (three + (samples[from + x + 1] & 0xFF) + 2 >> 2);
        }
        row[2 * last] = (byte) (3 * (samples[from + last] & 0xFF) + (samples[from + last - 1] & 0xFF) + 1 >> 2);
        row[2 * last + 1] = samples[from + last];
    }

    private void acrossSums() {
        int last = component.width - 1;
        row[0] = (byte) (4 * sums[0] + 8 >> 4);
        row[1] = (byte) (3 * sums[0] + sums[1] + 7 >> 4);
        for (int x = 1; x < last; x++) {
            int three = 3 * sums[x];
            row[2 * x] = (byte) (three + sums[x - 1] + 8 >> 4);
            row[2 * x + 1] = (byte) (three + sums[x + 1] + 7 >> 4);
        }
        row[2 * last] = (byte) (3 * sums[last] + sums[last - 1] + 8 >> 4);
        row[2 * last + 1] = (byte) (4 * sums[last] + 7 >> 4);
    }
}
