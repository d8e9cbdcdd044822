package io.siamese.trainer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ONNX as a common framework exports it: float input {@code x} in NCHW, output {@code features} [batch, C, 2, 2]. */
final class ForeignModel {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("torch-jit-export");

    /** Means over 8 × 8 quarters of a 16 × 16 image; a value in between is called {@code embedding}, as it may be. */
    static ForeignModel quarters() {
        ForeignModel model = new ForeignModel();
        model.graph.addInput(value("x", TensorProto.DataType.FLOAT_VALUE, 3, 16, 16));
        model.graph.addNode(
                NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("embedding"));
        NodeProto.Builder pool = NodeProto.newBuilder()
                .setOpType("AveragePool")
                .addInput("embedding")
                .addOutput("features");
        pool.addAttributeBuilder()
                .setName("kernel_shape")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(8)
                .addInts(8);
        pool.addAttributeBuilder()
                .setName("strides")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(8)
                .addInts(8);
        model.graph.addNode(pool);
        model.graph.addOutput(value("features", TensorProto.DataType.FLOAT_VALUE, 3, 2, 2));
        return model;
    }

    ForeignModel withSecondInput() {
        graph.addInput(value("mask", TensorProto.DataType.FLOAT_VALUE, 1));
        return this;
    }

    ForeignModel withSecondOutput() {
        graph.addOutput(value("embedding", TensorProto.DataType.FLOAT_VALUE, 3, 16, 16));
        return this;
    }

    ForeignModel withExternalWeights() {
        graph.addInitializer(TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL));
        return this;
    }

    ForeignModel withFixedBatch() {
        graph.getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .setDim(0, Dimension.newBuilder().setDimValue(1));
        return this;
    }

    /** The features as {@code [batch, 12]}, by a shape with the batch written out, as tracing leaves it. */
    ForeignModel withFixedReshape(boolean raw) {
        TensorProto.Builder shape = TensorProto.newBuilder()
                .setName("shape")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(2);
        if (raw) {
            ByteBuffer longs = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            longs.putLong(1).putLong(-1).rewind();
            shape.setRawData(ByteString.copyFrom(longs));
        } else {
            shape.addInt64Data(1).addInt64Data(12);
        }
        graph.addInitializer(shape);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Reshape")
                .addInput("features")
                .addInput("shape")
                .addOutput("flat"));
        graph.clearOutput().addOutput(value("flat", TensorProto.DataType.FLOAT_VALUE, 12));
        return this;
    }

    /** Adds the mean over the batch to every row, as no encoder must. */
    ForeignModel withMixedRows() {
        NodeProto.Builder mean = NodeProto.newBuilder()
                .setOpType("ReduceMean")
                .addInput("features")
                .addOutput("mean");
        mean.addAttributeBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(0);
        graph.addNode(mean);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Add")
                .addInput("features")
                .addInput("mean")
                .addOutput("mixed"));
        graph.clearOutput().addOutput(value("mixed", TensorProto.DataType.FLOAT_VALUE, 3, 2, 2));
        return this;
    }

    byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, int type, long... dims) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimParam("N"));
        for (long dim : dims) {
            tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
