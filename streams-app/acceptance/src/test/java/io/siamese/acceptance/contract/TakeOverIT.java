package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an encoder does that another has taken over from, until somebody stops it. */
class TakeOverIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @TempDir
    Path folder;

    @Test
    void theEncoderThatNoLongerDecidesAnswersNoPolicy() throws Exception {
        // Given
        ModelFile other = another(ModelFile.bundled());
        Path model = folder.resolve("another.onnx");
        other.write(model);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                Service before = Service.start(broker.bootstrapServers(), folder.resolve("before"))) {
            client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
            client.governed("default", PolicyIT.request(Map.of("targetFmr", 0.1)));
            try (Service after =
                    Service.takingOver(broker.bootstrapServers(), folder.resolve("after"), "encoder.model=" + model)) {
                int answered = client.statuses("~policy/default").size();

                // When
                Object first = client.governed("default", PolicyIT.request(Map.of("candidates", 2)))
                        .get("sourceOffset");
                client.governed("gate", PolicyIT.request(Map.of("candidates", 3)));
                client.governed("default", null);

                // Then
                assertThat(first).isEqualTo(1L);
                assertThat(client.statuses("~policy/default"))
                        .hasSize(answered + 2)
                        .filteredOn(status -> (Long) status.get("sourceOffset") > 0)
                        .extracting(status -> status.get("encoderId").toString())
                        .containsExactly(other.encoderId(), other.encoderId());
                assertThat(client.statuses("~policy/gate")).hasSize(1);
                assertThat(before.app().notReadyBecause())
                        .hasValueSatisfying(why -> assertThat(why).contains("names encoder " + other.encoderId()));
                after.app().awaitReady(Duration.ofSeconds(30));
            }
        }
    }

    /** The same network, said to be of another producer: another graph to whoever digests it. */
    static ModelFile another(ModelFile model) {
        byte[] onnx = Arrays.copyOf(model.bytes(), model.bytes().length + 3);
        // ModelProto.producer_version, field 3: a string of one character.
        System.arraycopy(new byte[] {3 << 3 | 2, 1, 'x'}, 0, onnx, onnx.length - 3, 3);
        ModelFile bare = ModelFile.attachCard(onnx, model.card());
        Calibration known = model.calibration().orElseThrow();
        return bare.withCalibration(Calibration.create(
                bare.encoderId(),
                known.population(),
                known.logistic(),
                known.fmr(),
                known.fpir(),
                known.likelihoods(),
                known.refusals()));
    }
}
