/** Page Model: the card and the calibration of the console's model file. */
@NullMarked
package io.siamese.console.room.model;

import org.jspecify.annotations.NullMarked;
