package io.siamese.service.batching;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.vector.Similarity;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.flow.Result;
import io.siamese.service.flow.VectorEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an image that its publisher encrypted, between reading and decoding. */
class EncryptedImageTest {
    private static final byte[] IMAGE = VectorEncoder.imageOfSimilarity(1);
    private static final SealedPlace PLACE = SealedPlace.probe("door", "probe-1");
    private static final ImageReference ELSEWHERE =
            new ImageReference("images", 0, 0, "file:/elsewhere", "0".repeat(64));

    @TempDir
    Path folder;

    private final VectorEncoder encoder = new VectorEncoder(Similarity.cosine());
    private byte[] sealed;

    @BeforeEach
    void encrypt() throws Exception {
        new FolderKeys(folder.resolve("keys")).create("door", "1");
        sealed = sealing().seal(IMAGE, PLACE);
    }

    private Sealing sealing() {
        return Sealing.by(new FolderKeys(folder.resolve("keys")));
    }

    private String outcome(Sealing by, byte[] stored, SealedPlace place) {
        return outcome(by, new ImageInput(ByteBuffer.wrap(stored), null, PictureRegion.whole(), place), IMAGE.length);
    }

    private String outcome(Sealing by, ImageInput picture, int maxRecordImage) {
        ImageEncoder images = new ImageEncoder(
                encoder, reference -> new Result.Success<>(sealed), maxRecordImage, new ImageOpening(by));
        return images.embed(Chunk.from(List.of(picture)), one -> one)
                .toList((one, embedded) -> embedded.fold(values -> "EMBEDDED", reason -> reason))
                .get(0);
    }

    @Test
    void embedsWhatWasEncryptedForItsRecord() {
        assertThat(outcome(sealing(), sealed, PLACE)).isEqualTo("EMBEDDED");
        assertThat(encoder.decoded).containsExactly(new String(IMAGE, US_ASCII));
        assertThat(outcome(sealing(), IMAGE, PLACE)).as("nobody encrypted it").isEqualTo("EMBEDDED");
    }

    @Test
    void embedsWhatLiesEncryptedElsewhere() {
        ImageInput picture = new ImageInput(ByteBuffer.allocate(0), ELSEWHERE, PictureRegion.whole(), PLACE);

        assertThat(outcome(sealing(), picture, 1)).isEqualTo("EMBEDDED");
    }

    @Test
    void boundsTheImageAndNotItsEnvelope() {
        ImageInput picture = new ImageInput(ByteBuffer.wrap(sealed), null, PictureRegion.whole(), PLACE);

        assertThat(sealed.length).isGreaterThan(IMAGE.length);
        assertThat(outcome(sealing(), picture, IMAGE.length)).isEqualTo("EMBEDDED");
        assertThat(outcome(sealing(), picture, IMAGE.length - 1)).isEqualTo(Reasons.IMAGE_TOO_LARGE);
    }

    @Test
    void rejectsWhatWasMovedOrChanged() {
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(outcome(sealing(), sealed, SealedPlace.probe("door", "probe-2")))
                .isEqualTo(Reasons.DECRYPTION_FAILED);
        assertThat(outcome(sealing(), changed, PLACE)).isEqualTo(Reasons.DECRYPTION_FAILED);
    }

    @Test
    void rejectsWhatHasNoKeyAnyMore() throws IOException {
        // When
        Files.delete(folder.resolve("keys/door/1.key"));

        // Then
        assertThat(outcome(sealing(), sealed, PLACE)).isEqualTo(Reasons.KEY_UNKNOWN);
        assertThat(outcome(Sealing.off(), sealed, PLACE)).as("no keys are set").isEqualTo(Reasons.KEY_UNKNOWN);
        assertThat(outcome(sealing(), sealed, SealedPlace.probe("office", "probe-1")))
                .as("another gallery's keys")
                .isEqualTo(Reasons.KEY_UNKNOWN);
    }

    @Test
    void decidesNothingWhileKeysCannotBeHad() throws IOException {
        // When
        Files.move(folder.resolve("keys"), folder.resolve("not-mounted"));

        // Then
        assertThatThrownBy(() -> outcome(sealing(), sealed, PLACE)).isInstanceOf(KeyOutageException.class);
        assertThat(new ImageOpening(sealing()).openForEstimate(sealed, () -> Optional.of(PLACE)))
                .as("an estimate waits for nobody")
                .isSameAs(sealed);
    }

    @Test
    void opensForAnEstimateWhatItCan() {
        ImageOpening opening = new ImageOpening(sealing());

        assertThat(opening.openForEstimate(sealed, () -> Optional.of(PLACE))).isEqualTo(IMAGE);
        assertThat(opening.openForEstimate(sealed, Optional::empty)).isSameAs(sealed);
        assertThat(opening.openForEstimate(sealed, () -> Optional.of(SealedPlace.probe("door", "probe-2"))))
                .isSameAs(sealed);
    }
}
