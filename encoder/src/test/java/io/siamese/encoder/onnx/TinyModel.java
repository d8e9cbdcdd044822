package io.siamese.encoder.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The smallest graph that keeps the contract: scale, flatten, one seeded layer, unit length. Also computed here in doubles. */
final class TinyModel {
    static final int DIMENSION = 12;

    private final Preprocessing preprocessing;
    private final float[] weights;

    TinyModel(long seed, Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        this.weights = new float[inputs() * DIMENSION];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextDouble() - 0.5);
        }
    }

    static TinyModel ink() {
        return new TinyModel(1, Preprocessing.ink(20));
    }

    private int inputs() {
        return preprocessing.channels() * preprocessing.height() * preprocessing.width();
    }

    ModelFile file() throws UnreadableImageException {
        return ModelFile.attachCard(graph().toByteArray(), card());
    }

    /** A card whose goldens were computed without ONNX Runtime. */
    ModelCard card() throws UnreadableImageException {
        StrokeCharacters characters = new StrokeCharacters(5);
        List<Golden> goldens = new ArrayList<>();
        for (int subject = 0; subject < 3; subject++) {
            byte[] png = characters.png(subject, 0);
            byte[] input =
                    Preprocessors.create(preprocessing, ImageLimits.defaults()).apply(png);
            goldens.add(new Golden(png, embed(input)));
        }
        return ModelCard.describing("tiny", preprocessing, DIMENSION).withGoldens(new Parity(1e-7, 3), goldens);
    }

    float[] embed(byte[] input) {
        double[] sums = new double[DIMENSION];
        double squares = 0;
        for (int d = 0; d < DIMENSION; d++) {
            for (int i = 0; i < input.length; i++) {
                sums[d] += (input[i] & 0xFF) / 255.0 * weights[i * DIMENSION + d];
            }
            squares += sums[d] * sums[d];
        }
        float[] unit = new float[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            unit[d] = (float) (sums[d] / Math.sqrt(squares));
        }
        return unit;
    }

    OnnxMl.ModelProto graph() {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value(
                        "image",
                        OnnxMl.TensorProto.DataType.UINT8,
                        preprocessing.channels(),
                        preprocessing.height(),
                        preprocessing.width()))
                .addOutput(value("embedding", OnnxMl.TensorProto.DataType.FLOAT, DIMENSION))
                .addInitializer(floats("scale", new float[] {1 / 255f}))
                .addInitializer(floats("weights", weights, inputs(), DIMENSION))
                .addNode(node("Cast", "image", "pixels")
                        .addAttribute(integer("to", OnnxMl.TensorProto.DataType.FLOAT.getNumber())))
                .addNode(node("Mul", "pixels", "scaled").addInput("scale"))
                .addNode(node("Flatten", "scaled", "flat"))
                .addNode(node("MatMul", "flat", "raw").addInput("weights"))
                .addNode(node("LpNormalization", "raw", "embedding")
                        .addAttribute(integer("axis", 1))
                        .addAttribute(integer("p", 2)));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
    }

    private static OnnxMl.NodeProto.Builder node(String operator, String input, String output) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator)
                .addInput(input)
                .addOutput(output);
    }

    private static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static OnnxMl.TensorProto floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long side : shape) {
            tensor.addDims(side);
        }
        return tensor.build();
    }

    private static OnnxMl.ValueInfoProto value(String name, OnnxMl.TensorProto.DataType type, long... shape) {
        OnnxMl.TensorShapeProto.Builder dims = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (long side : shape) {
            dims.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dims)))
                .build();
    }
}
