package io.siamese.encoder.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
    private final ModelCard card = new ModelCard(
            1,
            "compact",
            Preprocessing.ink(40),
            2,
            SimilaritySpec.cosine(),
            new DataUse("background", "ab", List.of("Greek"), 24, 480),
            null,
            null,
            null,
            List.of(7L),
            Map.of("djl", "0.36.0"),
            new Parity(1e-7, 100),
            List.of(new Golden(new byte[] {1, 2}, new float[] {0.6f, 0.8f})),
            Map.of("eer", 0.05),
            "train --preset compact",
            List.of("characters only"));

    @Test
    void survivesJson() {
        assertThat(ModelCard.fromJson(card.toJson())).isEqualTo(card);
    }

    @Test
    void survivesJsonWithAPhoto() {
        ModelCard photo =
                ModelCard.describing("faces", Preprocessing.photo(3, 112, 96, PhotoResize.Fit.CENTRE_CROP), 4);

        assertThat(ModelCard.fromJson(photo.toJson())).isEqualTo(photo);
    }

    @Test
    void ignoresWhatALaterReleaseSays() {
        String later = card.toJson().replace("\"preset\":", "\"mood\":{\"a\":[1]},\"preset\":");

        assertThat(ModelCard.fromJson(later)).isEqualTo(card);
    }

    @Test
    void refusesPreprocessingItDoesNotKnow() {
        String step = card.toJson().replace("\"blur\":1", "\"blur\":1,\"sharpen\":2");
        String method = card.toJson().replace("ink-moments", "thinning");
        String version = card.toJson()
                .replace("\"method\":\"ink-moments\",\"version\":1", "\"method\":\"ink-moments\",\"version\":2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.fromJson(step))
                .withMessageContaining("sharpen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.fromJson(method))
                .withMessageContaining("thinning");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.fromJson(version))
                .withMessageContaining("version=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\":1,\"preset\"|\"version\":2,\"preset\"|version=2",
                "\"dimension\":2|\"dimension\":0|dimension=0",
                "\"dimension\":2|\"dimension\":3|a golden of 2 dimensions",
                "\"preset\":\"compact\",||preset is missing",
                "\"kind\":\"cosine\"|\"kind\":\"hamming\"|hamming",
                "\"kind\":\"cosine\"|\"kind\":\"weighted-l1\"|similarity.weights has 0 values",
                "\"maxDifference\":1.0E-7|\"maxDifference\":0.5|maxDifference=0.5",
                "{|<|not readable",
            })
    void saysWhatIsWrong(String from, String to, String message) {
        // Given
        String broken = card.toJson().replace(from, to == null ? "" : to);
        assertThat(broken).isNotEqualTo(card.toJson());

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelCard.fromJson(broken))
                .withMessageContaining(message);
    }
}
