package io.siamese.schemas.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.key.GalleryLogKey.ActiveEncoderKey;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryLogKeyTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void readsAKeyThatItThenSpellsAlike(String text, GalleryLogKey expected) throws MalformedKeyException {
        assertThat(GalleryLogKey.parse(text.getBytes(UTF_8)))
                .isEqualTo(expected)
                .hasSameHashCodeAs(expected);
        assertThat(expected.bytes()).asString(UTF_8).isEqualTo(text);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("~encoder", new ActiveEncoderKey()),
                Arguments.of("~policy/*", PolicyKey.ofEveryOther()),
                Arguments.of("~policy/default", new PolicyKey("default")),
                Arguments.of("~policy/%2A", new PolicyKey("*")),
                Arguments.of(
                        "0123456789abcdef/g/s/e", TemplateKey.of("0123456789abcdef", new ExemplarKey("g", "s", "e"))),
                Arguments.of("id/g//", TemplateKey.of("id", ExemplarKey.ofGallery("g"))),
                Arguments.of("id/not a key", new TemplateKey("id", "not a key".getBytes(UTF_8))),
                Arguments.of("id/", new TemplateKey("id", new byte[0])));
    }

    @ParameterizedTest(name = "''{0}'' is refused")
    @ValueSource(
            strings = {
                "",
                "~",
                "~encoder/",
                "~encoders",
                "~policy",
                "~policy/",
                "~policy/a b",
                "/g/s/e",
                "id",
                "a b/g/s/e"
            })
    void refusesAMalformedKey(String key) {
        assertThatThrownBy(() -> GalleryLogKey.parse(key.getBytes(UTF_8))).isInstanceOf(MalformedKeyException.class);
    }

    @Test
    void keepsAMalformedExemplarKeyByteForByte() throws MalformedKeyException {
        // Given
        byte[] received = {(byte) 0xFF, '/', 0, '/', (byte) 0x80};

        // When
        TemplateKey parsed = (TemplateKey) GalleryLogKey.parse(new TemplateKey("id", received).bytes());

        // Then
        assertThat(parsed.exemplarKey()).isEqualTo(received);
        assertThatThrownBy(parsed::exemplar).isInstanceOf(MalformedKeyException.class);
    }

    @ParameterizedTest(name = "{0} is asked for under {1}")
    @CsvSource({"*, ~policy/*", "default, ~policy/default", "J%C3%BCrgen, ~policy/J%C3%BCrgen", "%2A, ~policy/%2A"})
    void answersToAKeyOfARequest(String requested, String key) throws MalformedKeyException {
        // When
        PolicyKey parsed = PolicyKey.ofRequest(requested.getBytes(UTF_8));

        // Then
        assertThat(parsed.bytes()).asString(UTF_8).isEqualTo(key);
        assertThat(parsed.requestKey()).asString(UTF_8).isEqualTo(requested);
    }

    @ParameterizedTest(name = "''{0}'' is no key of a request")
    @ValueSource(strings = {"", "**", "a/b", "J\u00fcrgen", "~encoder"})
    void refusesAMalformedKeyOfARequest(String requested) {
        assertThatThrownBy(() -> PolicyKey.ofRequest(requested.getBytes(UTF_8)))
                .isInstanceOf(MalformedKeyException.class);
    }

    @Test
    void isNotChangedThroughItsArrays() {
        // Given
        byte[] received = "g/s/e".getBytes(UTF_8);
        TemplateKey key = new TemplateKey("id", received);

        // When
        received[0] = 'x';
        key.exemplarKey()[0] = 'x';

        // Then
        assertThat(key.bytes()).asString(UTF_8).isEqualTo("id/g/s/e");
    }

    @Test
    void refusesNamesThatMakeNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TemplateKey("a/b", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new TemplateKey("", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new PolicyKey("e\u0301"));
    }
}
