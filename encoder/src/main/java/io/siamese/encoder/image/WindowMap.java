package io.siamese.encoder.image;

/**
 * Maps each point of a result to where it is seen in the window of an image, both in [-0.5, 0.5]² with the centre at 0. Points outside
 * show the ground.
 */
public interface WindowMap {

    /** Column seen at (u, v), as a share of the window's side. */
    double x(double u, double v);

    /** Row seen at (u, v), as a share of the window's side. */
    double y(double u, double v);
}
