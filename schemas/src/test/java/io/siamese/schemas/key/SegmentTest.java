package io.siamese.schemas.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {

    @ParameterizedTest(name = "{0} is spelt {1}")
    @CsvSource({
        "alice, alice",
        "A-z_0.9, A-z_0.9",
        "Zoë, Zo%C3%AB",
        "a/b, a%2Fb",
        "50%, 50%25",
        "~encoder, %7Eencoder",
        "*, %2A",
        "' ', %20",
        "😀, %F0%9F%98%80"
    })
    void spellsANameAndReadsItBack(String plain, String escaped) throws MalformedKeyException {
        assertThat(Segment.escape(plain)).isEqualTo(escaped);
        assertThat(Segment.parse(escaped)).isEqualTo(plain);
    }

    @ParameterizedTest(name = "''{0}'' is refused: {1}")
    @CsvSource({
        "'', empty name",
        "a b, must be percent-encoded",
        "~x, must be percent-encoded",
        "*, must be percent-encoded",
        "é, must be percent-encoded",
        "%, not followed by two hexadecimal digits",
        "a%4, not followed by two hexadecimal digits",
        "%G0, not followed by two hexadecimal digits",
        "%-1, not followed by two hexadecimal digits",
        "%c3%ab, one spelling",
        "%41, one spelling",
        "%FF, not UTF-8",
        "%C3, not UTF-8",
        "%ED%A0%80, not UTF-8",
        "%C0%AF, not UTF-8",
        "e%CC%81, normalization form C"
    })
    void refusesEverySpellingButOne(String escaped, String why) {
        assertThatThrownBy(() -> Segment.parse(escaped))
                .isInstanceOf(MalformedKeyException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 127, 128})
    void acceptsUpTo128Bytes(int bytes) throws MalformedKeyException {
        String name = "é".repeat(bytes / 2) + "x".repeat(bytes % 2);

        assertThat(Segment.parse(Segment.escape(name))).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {129, 130, 100_000})
    void refusesMoreThan128Bytes(int bytes) {
        String name = "é".repeat(bytes / 2) + "x".repeat(bytes % 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segment.escape(name))
                .withMessageContaining(bytes + " bytes");
        assertThatThrownBy(() -> Segment.parse("x".repeat(bytes)))
                .isInstanceOf(MalformedKeyException.class)
                .hasMessageContaining("allowed are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE00b"})
    void refusesAnUnpairedSurrogate(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Segment.escape(name));
    }

    @ParameterizedTest
    @MethodSource("randomNames")
    void readsBackWhateverNameItSpells(String name) throws MalformedKeyException {
        String escaped = Segment.escape(name);

        assertThat(escaped).matches("([A-Za-z0-9._-]|%[0-9A-F]{2})+");
        assertThat(Segment.parse(escaped)).isEqualTo(name);
    }

    static Stream<String> randomNames() {
        Random random = new Random(7);
        return Stream.generate(() -> randomName(random)).limit(300);
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int codePoint = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x11_0000);
            name.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
        }
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
