package io.siamese.schemas.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemplarKeyTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "default/alice/1, default, alice, 1",
        "a%2Fb/Zo%C3%AB/x.y, a/b, Zoë, x.y",
        "default/alice/, default, alice, ''",
        "default//, default, '', ''"
    })
    void readsAKeyThatItThenSpellsAlike(String key, String gallery, String subject, String exemplar)
            throws MalformedKeyException {
        // When
        ExemplarKey parsed = ExemplarKey.parse(key.getBytes(UTF_8));

        // Then
        assertThat(parsed).isEqualTo(new ExemplarKey(gallery, subject, exemplar));
        assertThat(parsed.bytes()).asString(UTF_8).isEqualTo(key);
        assertThat(parsed.isPrefix()).isEqualTo(exemplar.isEmpty());
    }

    @ParameterizedTest(name = "''{0}'' is refused: {1}")
    @CsvSource({
        "'', 1 segments",
        "alice, 1 segments",
        "default/alice, 2 segments",
        "default/alice/1/, 4 segments",
        "/alice/1, empty name",
        "//, empty name",
        "default//1, no subject",
        "default/Zoë/1, must be percent-encoded",
        "default/%61lice/1, one spelling",
        "~policy/alice/1, must be percent-encoded"
    })
    void refusesAMalformedKey(String key, String why) {
        assertThatThrownBy(() -> ExemplarKey.parse(key.getBytes(UTF_8)))
                .isInstanceOf(MalformedKeyException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhateverRandomBytesSayUnlessItSpellsThemAlike() {
        // Given
        Random random = new Random(11);
        byte[] alphabet = "ab/%2F41Cé~".getBytes(UTF_8);
        int accepted = 0;

        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[random.nextInt(12)];
            for (int j = 0; j < key.length; j++) {
                key[j] = alphabet[random.nextInt(alphabet.length)];
            }
            // When
            try {
                ExemplarKey parsed = ExemplarKey.parse(key);
                // Then
                assertThat(parsed.bytes()).isEqualTo(key);
                accepted++;
            } catch (MalformedKeyException e) {
                assertThat(e).hasMessageMatching("(?s).{5,}");
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void refusesAMegabyteOfSlashesAtOnce() {
        assertThatThrownBy(() -> ExemplarKey.parse("/".repeat(1 << 20).getBytes(UTF_8)))
                .isInstanceOf(MalformedKeyException.class)
                .hasMessageContaining("1048576 bytes");
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "g//, g/s/e, true",
        "g//, g/s/, true",
        "g/s/, g/s/e, true",
        "g/s/, g/s/, true",
        "g/s/e, g/s/e, true",
        "g/s/, g/t/e, false",
        "g//, h/s/e, false",
        "g/s/, g//, false",
        "g/s/e, g/s/f, false",
        "g/s/e, g/s/, false"
    })
    void coversItselfAndWhatLiesBelow(String key, String other, boolean expected) throws MalformedKeyException {
        assertThat(key(key).covers(key(other))).isEqualTo(expected);
    }

    @Test
    void refusesNamesThatMakeNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExemplarKey("", "s", "e"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExemplarKey("g", "", "e"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExemplarKey("g", "e\u0301", "e"));
    }

    private static ExemplarKey key(String text) throws MalformedKeyException {
        return ExemplarKey.parse(text.getBytes(UTF_8));
    }
}
