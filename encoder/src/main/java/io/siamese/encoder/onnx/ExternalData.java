package io.siamese.encoder.onnx;

import java.util.Map;

/**
 * Finds tensors whose values lie in another file (onnx.proto3: {@code external_data}, {@code data_location}). Such a model
 * is not one file: its id would not cover its weights, and a path in it would name files of this machine.
 */
enum ExternalData {
    MODEL,
    GRAPH,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR;

    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;
    private static final int MAX_DEPTH = 64;

    /** Fields of each message that hold tensors, at whatever depth, by number. */
    private Map<Integer, ExternalData> children() {
        return switch (this) {
            case MODEL -> Map.of(7, GRAPH, 25, FUNCTION);
            case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
            case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
            case NODE -> Map.of(5, ATTRIBUTE);
            case ATTRIBUTE -> Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
            case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
            case TENSOR -> Map.of();
        };
    }

    /** @throws IllegalArgumentException if any tensor of the model lies outside of it */
    static void checkAbsent(byte[] model) {
        MODEL.walkMessage(model, 0, model.length, 0);
    }

    private void walkMessage(byte[] bytes, int from, int to, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("an ONNX model nested more than " + MAX_DEPTH + " deep");
        }
        Map<Integer, ExternalData> children = children();
        for (Wire field : Wire.parseFields(bytes, from, to)) {
            if (this == TENSOR && isExternal(bytes, field)) {
                throw new IllegalArgumentException("an ONNX model with external data; save it as one file");
            }
            ExternalData child = children.get(field.number());
            if (child != null && field.isMessage()) {
                child.walkMessage(bytes, field.value(), field.end(), depth + 1);
            }
        }
    }

    private static boolean isExternal(byte[] bytes, Wire field) {
        return field.number() == EXTERNAL_DATA || field.number() == DATA_LOCATION && bytes[field.value()] != 0;
    }
}
