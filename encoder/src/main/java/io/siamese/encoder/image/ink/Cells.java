package io.siamese.encoder.image.ink;

/**
 * Tells where the cell centres of a window lie along one axis of a frame.
 *
 * @param places of the pixel before each, ascending; what lies outside the frame is moved to the ground beside it
 * @param shares of the pixel after each, 0 to 1
 */
record Cells(int[] places, double[] shares) {
    /**
     * @param size number of cells
     * @param window its side, pixels
     * @param centre of the window, from the frame's corner, pixels
     * @param end of the frame, pixels
     */
    static Cells centresAlong(int size, double window, double centre, int end) {
        int[] places = new int[size];
        double[] shares = new double[size];
        for (int i = 0; i < size; i++) {
            double at = centre + ((i + 0.5) / size - 0.5) * window;
            int before = (int) Math.floor(at);
            places[i] = clipToFrame(before, end);
            shares[i] = at - before;
        }
        return new Cells(places, shares);
    }

    /** Everything outside is ground, wherever it is. */
    static int clipToFrame(int place, int end) {
        return Math.max(-InkMass.GROUND, Math.min(end, place));
    }

    int size() {
        return places.length;
    }
}
