/** The model file, and the encoder that runs it on ONNX Runtime. */
@NullMarked
package io.siamese.encoder.onnx;

import org.jspecify.annotations.NullMarked;
