package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads an ONNX graph of other make, and refuses what cannot be brought to the contract of a model file. */
final class ForeignReader {

    /** LpNormalization of any rank; the oldest version with everything that is added to a graph. */
    private static final long LEAST_OPSET = 7;

    private ForeignReader() {}

    /**
     * @param inputName empty: the only input
     * @param outputName empty: the only output
     * @throws IllegalArgumentException saying what the graph has instead of what is needed
     */
    static ForeignGraph parse(byte[] bytes, String inputName, String outputName) {
        ModelProto model = parseModel(bytes);
        refuseExternalData(model.getGraph());
        Set<String> constants = new HashSet<>();
        model.getGraph().getInitializerList().forEach(each -> constants.add(each.getName()));
        List<ValueInfoProto> inputs = model.getGraph().getInputList().stream()
                .filter(each -> !constants.contains(each.getName()))
                .toList();
        ValueInfoProto input = chooseValue("input", inputs, inputName);
        if (inputs.size() > 1) {
            throw new IllegalArgumentException(
                    "the graph has the inputs " + joinNames(inputs) + ", and an encoder takes images alone");
        }
        ValueInfoProto output = chooseValue("output", model.getGraph().getOutputList(), outputName);
        checkSignature(model, input, output);
        return new ForeignGraph(model, input, output);
    }

    private static ModelProto parseModel(byte[] bytes) {
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException("not an ONNX model");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static void refuseExternalData(GraphProto graph) {
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new IllegalArgumentException("an ONNX model with external data; save it as one file");
            }
        }
    }

    private static ValueInfoProto chooseValue(String what, List<ValueInfoProto> values, String name) {
        List<ValueInfoProto> chosen = values.stream()
                .filter(each -> name.isEmpty() || each.getName().equals(name))
                .toList();
        if (chosen.size() != 1) {
            throw new IllegalArgumentException("--" + what + (name.isEmpty() ? "" : "=" + name) + ": the graph has the "
                    + what + "s " + joinNames(values) + ", name one");
        }
        return chosen.get(0);
    }

    private static String joinNames(List<ValueInfoProto> values) {
        return String.join(", ", values.stream().map(ValueInfoProto::getName).toList());
    }

    private static void checkSignature(ModelProto model, ValueInfoProto input, ValueInfoProto output) {
        int type = GraphSignature.elementType(input);
        if (type != TensorProto.DataType.UINT8_VALUE && type != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException("input " + input.getName() + " has the element type "
                    + TensorProto.DataType.forNumber(type) + ", allowed are UINT8 and FLOAT");
        }
        if (GraphSignature.dims(input).size() != 4) {
            throw new IllegalArgumentException("input " + input.getName() + " has the shape "
                    + GraphSignature.describeShape(input) + ", not [batch, C, H, W]");
        }
        if (GraphSignature.elementType(output) != TensorProto.DataType.FLOAT_VALUE
                || GraphSignature.dims(output).size() < 2) {
            throw new IllegalArgumentException("output " + output.getName() + " is "
                    + TensorProto.DataType.forNumber(GraphSignature.elementType(output))
                    + GraphSignature.describeShape(output) + ", not FLOAT[batch, D]");
        }
        if (model.getOpsetImportList().stream()
                .anyMatch(each -> each.getDomain().isEmpty() && each.getVersion() < LEAST_OPSET)) {
            throw new IllegalArgumentException(
                    "an opset older than " + LEAST_OPSET + "; convert the model to a newer one");
        }
    }
}
