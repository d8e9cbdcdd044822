package io.siamese.schemas.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.serde.ValueFormat;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private static final byte[] PLAIN = "the numbers of a template".getBytes(US_ASCII);
    private static final ExemplarKey ALICE = new ExemplarKey("door", "alice", "1");
    private static final SealedPlace PLACE = SealedPlace.exemplar(ALICE);

    private final HeldKeys keys = new HeldKeys("door").with("1", 7);
    private final Sealing sealing = Sealing.by(keys);

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2048, 1 << 20})
    void givesBackWhatItEncrypted(int length) throws Exception {
        // Given
        byte[] plain = new byte[length];
        new Random(length).nextBytes(plain);

        // When
        byte[] sealed = sealing.seal(plain, PLACE);

        // Then
        assertThat(sealing.open(sealed, PLACE)).isEqualTo(plain);
        assertThat(sealed).as("3 + 1 + 1 of the id + 12 + 16").hasSize(length + 33);
        assertThat(Envelope.isSealed(sealed)).isTrue();
        assertThat(ValueFormat.of(sealed)).isEqualTo(ValueFormat.SEALED);
        assertThat(Envelope.keyId(sealed)).isEqualTo("1");
    }

    @Test
    void hidesEqualBytesBehindDifferentOnes() throws Exception {
        // When
        byte[] one = sealing.seal(PLAIN, PLACE);
        byte[] other = sealing.seal(PLAIN, PLACE);

        // Then
        assertThat(Arrays.copyOfRange(one, 5, 17)).as("nonce").isNotEqualTo(Arrays.copyOfRange(other, 5, 17));
        assertThat(Arrays.copyOfRange(one, 17, one.length)).isNotEqualTo(Arrays.copyOfRange(other, 17, other.length));
        assertThat(new String(one, US_ASCII)).doesNotContain("numbers");
    }

    @Test
    void refusesEveryChangedByte() throws Exception {
        // Given
        byte[] sealed = sealing.seal(PLAIN, PLACE);

        for (int at = 3; at < sealed.length; at++) {
            // When
            byte[] changed = sealed.clone();
            changed[at] ^= 1;

            // Then: another length or name of the id names another key
            assertThatThrownBy(() -> sealing.open(changed, PLACE))
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(
                            SealException.class,
                            e -> assertThat(e.reason()).isIn(Reasons.DECRYPTION_FAILED, Reasons.KEY_UNKNOWN));
        }
    }

    @Test
    void refusesEveryCut() throws Exception {
        // Given
        byte[] sealed = sealing.seal(PLAIN, PLACE);

        for (int length = 4; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);

            // When // Then
            assertRefused(cut, PLACE, Reasons.DECRYPTION_FAILED);
        }
    }

    @Test
    void refusesWhatWasMoved() throws Exception {
        // Given
        TemplateKey template = TemplateKey.of("0123456789abcdef", ALICE);
        byte[] image = sealing.seal(PLAIN, PLACE);
        byte[] numbers = sealing.seal(PLAIN, SealedPlace.template(template));

        // When // Then
        assertRefused(image, SealedPlace.exemplar(new ExemplarKey("door", "mallory", "1")), Reasons.DECRYPTION_FAILED);
        assertRefused(image, SealedPlace.exemplar(new ExemplarKey("door", "alice", "2")), Reasons.DECRYPTION_FAILED);
        assertRefused(image, SealedPlace.probe("door", "alice/1"), Reasons.DECRYPTION_FAILED);
        assertRefused(image, SealedPlace.template(template), Reasons.DECRYPTION_FAILED);
        assertRefused(
                numbers, SealedPlace.template(TemplateKey.of("fedcba9876543210", ALICE)), Reasons.DECRYPTION_FAILED);
        assertRefused(
                numbers,
                SealedPlace.template(TemplateKey.of("0123456789abcdef", new ExemplarKey("door", "mallory", "1"))),
                Reasons.DECRYPTION_FAILED);
    }

    @Test
    void refusesWhatAnotherKeyOfThatIdEncrypted() throws Exception {
        // Given
        byte[] sealed = Sealing.by(new HeldKeys("door").with("1", 8)).seal(PLAIN, PLACE);

        // When // Then
        assertRefused(sealed, PLACE, Reasons.DECRYPTION_FAILED);
    }

    @Test
    void readsByAnOldKeyWhileANewOneEncrypts() throws Exception {
        // Given
        byte[] old = sealing.seal(PLAIN, PLACE);

        // When
        keys.with("2", 9);

        // Then
        assertThat(Envelope.keyId(sealing.seal(PLAIN, PLACE))).isEqualTo("2");
        assertThat(sealing.open(old, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void knowsNothingOfWhatADeletedKeyEncrypted() throws Exception {
        // Given
        byte[] sealed = sealing.seal(PLAIN, PLACE);

        // When
        keys.delete("1");

        // Then
        assertRefused(sealed, PLACE, Reasons.KEY_UNKNOWN);
        assertThatThrownBy(() -> sealing.seal(PLAIN, PLACE))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NO_KEY))
                .hasMessageContaining("door");
    }

    @Test
    void saysNothingAboutWhatItCannotDecryptDuringAnOutage() throws Exception {
        // Given
        byte[] sealed = sealing.seal(PLAIN, PLACE);

        // When
        keys.setOut(true);

        // Then
        assertThatThrownBy(() -> sealing.open(sealed, PLACE)).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(() -> sealing.seal(PLAIN, PLACE)).isInstanceOf(KeyOutageException.class);
        assertThat(sealing.open(PLAIN, PLACE)).as("nobody encrypted it").isEqualTo(PLAIN);
    }

    @Test
    void withoutKeysEncryptsNothing() throws Exception {
        // Given
        byte[] sealed = sealing.seal(PLAIN, PLACE);

        // When // Then
        assertThat(Sealing.off().seal(PLAIN, PLACE)).isSameAs(PLAIN);
        assertThat(Sealing.off().open(PLAIN, PLACE)).isSameAs(PLAIN);
        assertThatThrownBy(() -> Sealing.off().open(sealed, PLACE))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.KEY_UNKNOWN));
        assertThatThrownBy(() -> Sealing.off().required().open(sealed, PLACE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("encryption.keys");
    }

    @Test
    void tellsNothingOfAKey() {
        // When // Then
        assertThat(new DataKey("1", "0123456789abcdef0123456789abcdef".getBytes(US_ASCII)))
                .hasToString("key 1");
        assertThatThrownBy(() -> new DataKey("1", "0123456789abcdef".getBytes(US_ASCII)))
                .hasMessage("key 1 of 16 bytes, allowed are 32");
    }

    private void assertRefused(byte[] sealed, SealedPlace place, String reason) {
        assertThatThrownBy(() -> sealing.open(sealed, place))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
