package io.siamese.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.drawing.StrokeCharacters;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundledModelTest {
    private static final int MOST_BYTES = 6_000_000;

    private final ModelFile model = ModelFile.bundled();

    @Test
    void reproducesItsGoldenImagesAndEmbedsADrawing() throws Exception {
        try (OnnxEncoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            // When
            byte[] pixels = encoder.preprocessor().apply(new StrokeCharacters(1).png(0, 0));
            float[] embedding = encoder.encode(List.of(pixels))[0];

            // Then
            assertThat(embedding).hasSize(model.card().dimension());
            assertThat(encoder.similarity().of(embedding, embedding)).isBetween(0.99999f, 1.00001f);
        }
    }

    @Test
    void isSmall() {
        assertThat(model.bytes()).hasSizeLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void supportsTheDefaultPolicy() {
        // Given
        Calibration calibration = model.calibration().orElseThrow();

        // Then
        assertThat(calibration.encoderId()).isEqualTo(model.encoderId());
        assertThat(calibration.pointAtFmr(0.01, "BEST", 1)).isPresent();
        assertThat(calibration.pointAtFpir(0.05, 1)).isPresent();
    }

    @Test
    void saysWhatItWasMadeOf() {
        assertThat(model.card().trained().groups()).isNotEmpty();
        assertThat(model.card().calibrated().groups())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(model.card().trained().groups());
        assertThat(model.card().reported().groups())
                .isNotEmpty()
                .doesNotContainAnyElementsOf(model.card().trained().groups())
                .doesNotContainAnyElementsOf(model.card().calibrated().groups());
    }
}
