/** The network, its losses and its optimiser, on DJL. Every block is typed, so that the exporter knows each parameter. */
@NullMarked
package io.siamese.trainer.model;

import org.jspecify.annotations.NullMarked;
