package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Gives two values other names wherever they occur, in the bodies of loops and branches too. */
record Renamer(String input, String newInput, String output, String newOutput) {

    NodeProto renameNode(NodeProto node) {
        NodeProto.Builder renamed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            renamed.setInput(i, newName(node.getInput(i)));
        }
        for (int i = 0; i < node.getOutputCount(); i++) {
            renamed.setOutput(i, newName(node.getOutput(i)));
        }
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).hasG()) {
                AttributeProto.Builder attribute = node.getAttribute(i).toBuilder();
                renamed.setAttribute(i, attribute.setG(renameBody(attribute.getG())));
            }
        }
        return renamed.build();
    }

    private GraphProto renameBody(GraphProto graph) {
        GraphProto.Builder renamed = graph.toBuilder();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            renamed.setNode(i, renameNode(graph.getNode(i)));
        }
        for (int i = 0; i < graph.getOutputCount(); i++) {
            ValueInfoProto each = graph.getOutput(i);
            renamed.setOutput(i, each.toBuilder().setName(newName(each.getName())));
        }
        return renamed.build();
    }

    String newName(String name) {
        if (name.equals(input)) {
            return newInput;
        }
        if (name.equals(output)) {
            return newOutput;
        }
        // A value in between may have one of the names of the contract.
        return name.equals(ForeignGraph.IMAGE) || name.equals(ForeignGraph.EMBEDDING)
                ? ForeignGraph.ADDED + "inner_" + name
                : name;
    }
}
