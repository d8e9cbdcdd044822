package io.siamese.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Parity;
import io.siamese.trainer.koch.KochSchedule;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.koch.KochShape.Convolution;
import io.siamese.trainer.koch.KochTwins;
import io.siamese.trainer.koch.LayerRates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KochGraphTest {

    // An odd side before the pool: rounding down must be the same on both sides.
    private static final KochShape SMALL = new KochShape(
            "small", 15, List.of(new Convolution(4, 3, true, 0.3), new Convolution(6, 2, false, 0.3)), 8, 0.3, 0.5);

    @Test
    void theExportedGraphComputesWhatTheNetworkDoes() {
        List<LayerRates> rates = Collections.nCopies(4, new LayerRates(0.05, 0.9, 1e-4));
        try (KochTwins trainer = new KochTwins(SMALL, rates, new KochSchedule(5), 1)) {
            // Given
            List<byte[]> images = images();

            // When
            Parity parity = ParityCheck.measure(
                    KochGraph.graphBytes(trainer.net()),
                    new long[] {1, 15, 15},
                    images,
                    trainer.engine().embed(images));

            // Then
            assertThat(parity.maxDifference()).isLessThan(1e-5);
            assertThat(parity.images()).isEqualTo(70);
            // An embedding that is the same for all images would agree as well.
            assertThat(trainer.engine().embed(images.subList(0, 1))[0])
                    .isNotEqualTo(trainer.engine().embed(images.subList(1, 2))[0]);
        }
    }

    private static List<byte[]> images() {
        Random random = new Random(3);
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            byte[] image = new byte[225];
            random.nextBytes(image);
            images.add(image);
        }
        return images;
    }
}
