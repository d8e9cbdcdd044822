package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Reads what a graph says of its inputs and outputs. */
final class GraphSignature {

    private GraphSignature() {}

    static int elementType(ValueInfoProto value) {
        return value.getType().getTensorType().getElemType();
    }

    static List<Dimension> dims(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList();
    }

    /** -1 for one that is open. */
    static long dimensionSize(Dimension dimension) {
        return dimension.hasDimValue() ? dimension.getDimValue() : -1;
    }

    /** For messages. */
    static List<Object> describeShape(ValueInfoProto value) {
        return dims(value).stream()
                .map(each -> each.hasDimValue() ? (Object) each.getDimValue() : each.getDimParam())
                .toList();
    }
}
