/** From trained parameters to one ONNX file: the graph, the proof that it computes the same, and the model card. */
@NullMarked
package io.siamese.trainer.export;

import org.jspecify.annotations.NullMarked;
