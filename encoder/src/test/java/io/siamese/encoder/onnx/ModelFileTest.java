package io.siamese.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    private final TinyModel tiny = TinyModel.ink();

    @TempDir
    private Path folder;

    private static Calibration calibration(String encoderId, double slope) {
        return Calibration.create(encoderId, "test", new Logistic(slope, -5, -4, 4), List.of(), List.of());
    }

    @Test
    void readsWhatItWrote() throws Exception {
        // Given
        ModelFile model = tiny.file();
        ModelFile calibrated = model.withCalibration(calibration(model.encoderId(), 10));
        Path path = folder.resolve("model.onnx");

        // When
        calibrated.write(path);
        ModelFile read = ModelFile.read(path);

        // Then
        assertThat(read.bytes()).isEqualTo(calibrated.bytes());
        assertThat(read.card()).isEqualTo(tiny.card());
        assertThat(read.calibration()).isEqualTo(calibrated.calibration());
        assertThat(read.encoderId()).isEqualTo(model.encoderId()).matches("[0-9a-f]{16}");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void writesMetadataThatProtobufReads() throws Exception {
        // Given
        OnnxMl.ModelProto graph = tiny.graph().toBuilder()
                .addMetadataProps(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("author")
                        .setValue("someone"))
                .build();

        // When
        OnnxMl.ModelProto parsed = OnnxMl.ModelProto.parseFrom(
                ModelFile.attachCard(graph.toByteArray(), tiny.card()).bytes());

        // Then
        assertThat(parsed.getGraph()).isEqualTo(graph.getGraph());
        assertThat(parsed.getMetadataPropsList())
                .extracting(OnnxMl.StringStringEntryProto::getKey)
                .containsExactly("author", ModelFile.CARD);
        assertThat(parsed.getMetadataProps(1).getValue()).isEqualTo(tiny.card().toJson());
    }

    @Test
    void keepsItsIdUnderOtherMetadata() throws Exception {
        // Given
        ModelFile model = tiny.file();
        ModelCard described = ModelCard.fromJson(tiny.card().toJson().replace("\"made\":\"\"", "\"made\":\"by hand\""));

        // When
        ModelFile other = model.withCard(described).withCalibration(calibration(model.encoderId(), 10));

        // Then
        assertThat(other.card().made()).isEqualTo("by hand");
        assertThat(other.encoderId()).isEqualTo(model.encoderId());
        assertThat(ModelFile.encoderId(other.bytes(), other.card().preprocessing()))
                .isEqualTo(model.encoderId());
    }

    @Test
    void hasAnotherIdWithOtherWeightsOrPreprocessing() throws Exception {
        // Given
        String id = tiny.file().encoderId();

        // When
        String otherWeights = new TinyModel(2, Preprocessing.ink(20)).file().encoderId();
        String otherPreprocessing = ModelFile.encoderId(tiny.graph().toByteArray(), Preprocessing.ink(21));

        // Then
        assertThat(List.of(otherWeights, otherPreprocessing)).doesNotContain(id).doesNotHaveDuplicates();
    }

    @Test
    void takesTheCalibrationBesideTheFileBeforeTheOneInside() throws Exception {
        // Given
        ModelFile model = tiny.file();
        Calibration beside = calibration(model.encoderId(), 20);
        Path path = folder.resolve("model.onnx");
        model.withCalibration(calibration(model.encoderId(), 10)).write(path);
        Files.writeString(folder.resolve("model.onnx.calibration.json"), beside.toJson());

        // When
        ModelFile read = ModelFile.read(path);

        // Then
        assertThat(read.calibration()).contains(beside);
    }

    @Test
    void refusesTheCalibrationOfAnotherEncoder() throws Exception {
        // Given
        Path path = folder.resolve("model.onnx");
        tiny.file().write(path);
        Files.writeString(
                folder.resolve("model.onnx.calibration.json"),
                calibration("0123456789abcdef", 20).toJson());

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.read(path))
                .withMessageContaining(path.toString())
                .withMessageContaining("0123456789abcdef");
    }

    @Test
    void dropsTheCalibrationWithANewPreprocessing() throws Exception {
        // Given
        ModelFile model = tiny.file();
        ModelFile calibrated = model.withCalibration(calibration(model.encoderId(), 10));

        // When
        ModelFile other = calibrated.withCard(ModelCard.describing("tiny", Preprocessing.ink(21), TinyModel.DIMENSION));

        // Then
        assertThat(other.calibration()).isEmpty();
    }

    @Test
    void refusesExternalDataWhereverItHides() throws Exception {
        // Given
        OnnxMl.TensorProto outside = OnnxMl.TensorProto.newBuilder()
                .addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("../weights.bin"))
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .build();
        OnnxMl.ModelProto.Builder initializer = tiny.graph().toBuilder();
        initializer.getGraphBuilder().addInitializer(outside);
        OnnxMl.ModelProto.Builder subgraph = tiny.graph().toBuilder();
        subgraph.getGraphBuilder()
                .getNodeBuilder(0)
                .addAttribute(OnnxMl.AttributeProto.newBuilder()
                        .setG(OnnxMl.GraphProto.newBuilder().addInitializer(outside)));
        OnnxMl.ModelProto.Builder sparse = tiny.graph().toBuilder();
        sparse.getGraphBuilder()
                .addSparseInitializer(OnnxMl.SparseTensorProto.newBuilder().setValues(outside));

        // When // Then
        for (OnnxMl.ModelProto.Builder model : List.of(initializer, subgraph, sparse)) {
            byte[] bytes = model.build().toByteArray();
            assertThatThrownBy(() -> ModelFile.attachCard(bytes, tiny.card()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("external data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a model at all", "{\"json\": true}", "\u0008\u0008"})
    void refusesWhatIsNoModel(String content) throws Exception {
        // Given
        Path path = folder.resolve("other.onnx");
        Files.writeString(path, content);

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.read(path))
                .withMessageContaining(path.toString())
                .withMessageContaining("not a");
    }

    @Test
    void refusesATruncatedFileAtAnyLength() throws Exception {
        // Given
        byte[] whole = tiny.file().bytes();

        // When // Then
        for (int length = 0; length < whole.length; length += 97) {
            Path path = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
            assertThatIllegalArgumentException()
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> ModelFile.read(path))
                    .withMessageContaining(path.toString());
        }
    }

    @Test
    void refusesAModelWithoutACard() throws Exception {
        Path path = Files.write(folder.resolve("plain.onnx"), tiny.graph().toByteArray());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.read(path))
                .withMessageContaining(path.toString())
                .withMessageContaining("without a model card");
    }

    @Test
    void namesAMissingFile() {
        Path path = folder.resolve("nowhere.onnx");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.read(path))
                .withMessageContaining(path.toString());
    }

    @Test
    void aNamedCalibrationReplacesTheModelsOwn(@TempDir Path folder) throws Exception {
        // Given
        ModelFile model = TinyModel.ink().file();
        Path path = folder.resolve("model.onnx");
        model.withCalibration(calibration(model.encoderId(), 10)).write(path);
        Calibration named = calibration(model.encoderId(), 30);
        Path file = Files.writeString(folder.resolve("mine.json"), named.toJson());

        // Then
        assertThat(ModelFile.readOrBundled(path, file).calibration()).contains(named);
        assertThat(ModelFile.readOrBundled(path, null).calibration()).isNotEqualTo(java.util.Optional.of(named));
    }

    @Test
    void aCalibrationOfAnotherEncoderIsRefusedByFile(@TempDir Path folder) throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("mine.json"), calibration("0123456789abcdef", 30).toJson());

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFile.readOrBundled(null, file))
                .withMessageContaining("mine.json")
                .withMessageContaining("is of encoder 0123456789abcdef, not of this one");
    }
}
