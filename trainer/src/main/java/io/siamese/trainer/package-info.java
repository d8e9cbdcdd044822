/** The command line of the trainer: the only place that wires data, model, export and evaluation together. */
@NullMarked
package io.siamese.trainer;

import org.jspecify.annotations.NullMarked;
