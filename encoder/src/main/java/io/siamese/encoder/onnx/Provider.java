package io.siamese.encoder.onnx;

/** Names what runs the graph: the processor, CUDA or TensorRT. */
public enum Provider {
    /** Always there. */
    CPU,
    /** An NVIDIA GPU through CUDA; fails at open where it is not available. */
    CUDA,
    /** An NVIDIA GPU through TensorRT; fails at open where it is not available. */
    TENSORRT,
    /** CUDA where it works, otherwise the CPU, with a warning that says why. */
    AUTO
}
