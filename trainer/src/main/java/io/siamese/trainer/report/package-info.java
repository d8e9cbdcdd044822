/** An evaluation as people read it: a table for a terminal, JSON, and one HTML file with pictures. Measures nothing. */
@NullMarked
package io.siamese.trainer.report;

import org.jspecify.annotations.NullMarked;
