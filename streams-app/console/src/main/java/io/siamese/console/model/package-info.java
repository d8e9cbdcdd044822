/** The model file that the console was given: its card, its calibration, and its encoder once one is needed. */
@NullMarked
package io.siamese.console.model;

import org.jspecify.annotations.NullMarked;
