package io.siamese.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.CompactTwins;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Pooling;
import io.siamese.trainer.model.TwinBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderGraphTest {

    private static final Architecture COMPACT = Architecture.compact();
    private static final int PIXELS = COMPACT.size() * COMPACT.size();
    private static final long[] IMAGE = {1, COMPACT.size(), COMPACT.size()};

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void theExportedGraphComputesWhatTheNetworkDoes(Pooling pooling) throws Exception {
        try (CompactTwins twins = new CompactTwins(COMPACT.withPooling(pooling), Objective.standard(), 5)) {
            // Given: running statistics that are not those of the first step
            List<byte[]> images = drawn(70);
            twins.trainStep(batch(images), 1e-3);
            twins.trainStep(batch(images), 1e-3);

            // When
            Parity parity = ParityCheck.measure(
                    EncoderGraph.graphBytes(twins.net()),
                    IMAGE,
                    images,
                    twins.engine().embed(images));

            // Then
            assertThat(parity.maxDifference()).isLessThan(1e-5);
            assertThat(parity.images()).isEqualTo(70);
        }
    }

    @Test
    void aNetworkThatWentOnIsNotWhatWasExported() throws Exception {
        try (CompactTwins twins = new CompactTwins(COMPACT, Objective.standard(), 5)) {
            // Given
            List<byte[]> images = drawn(8);
            byte[] exported = EncoderGraph.graphBytes(twins.net());
            twins.trainStep(batch(images), 1e-3);

            // Then
            assertThatThrownBy(() -> ParityCheck.measure(
                            exported, IMAGE, images, twins.engine().embed(images)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("differs from the trained network by");
        }
    }

    @Test
    void theGraphKeepsTheContractOfModelFiles() throws Exception {
        try (CompactTwins twins = new CompactTwins(COMPACT, Objective.standard(), 5)) {
            // When
            byte[] bytes = EncoderGraph.graphBytes(twins.net());
            ModelProto model = ModelProto.parseFrom(bytes);

            // Then
            assertThat(bytes.length).isLessThan(6_000_000);
            assertThat(model.getIrVersion()).isEqualTo(8);
            assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
            assertThat(model.getGraph().getInput(0).getName()).isEqualTo("image");
            assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("embedding");
            assertThat(model.getGraph().getNodeList())
                    .extracting(NodeProto::getOpType)
                    .startsWith("Cast", "Mul", "Conv", "Relu")
                    .endsWith("Flatten", "Gemm", "LpNormalization");
            assertThat(EncoderGraph.graphBytes(twins.net())).isEqualTo(bytes);
        }
    }

    private static TwinBatch batch(List<byte[]> images) {
        byte[] pixels = new byte[8 * PIXELS];
        for (int i = 0; i < 8; i++) {
            System.arraycopy(images.get(i), 0, pixels, i * PIXELS, PIXELS);
        }
        return new TwinBatch(pixels, pixels, new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    private static List<byte[]> drawn(int count) throws UnreadableImageException {
        Preprocessor ink = Preprocessors.create(Preprocessing.ink(COMPACT.size()), ImageLimits.defaults());
        List<byte[]> images = new ArrayList<>();
        for (int subject = 0; subject < count; subject++) {
            images.add(ink.apply(new StrokeCharacters(3).image(subject, 0)));
        }
        return images;
    }
}
