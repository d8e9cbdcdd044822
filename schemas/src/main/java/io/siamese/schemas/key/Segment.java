package io.siamese.schemas.key;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One segment of a record key: the name of a gallery, a subject or an exemplar.
 *
 * <p>A plain name is 1 to {@value #MAX_BYTES} bytes of UTF-8 in Unicode normalization form C. In a key, each of its bytes
 * outside {@code [A-Za-z0-9._-]} is written as {@code %} and two upper-case hexadecimal digits, and no other byte is, so
 * that a name has exactly one spelling. {@code ~}, {@code *} and {@code /} thus stand for themselves in no segment: the
 * contract keeps them for its own keys.
 */
public final class Segment {

    /** The longest plain name, in bytes of UTF-8. */
    public static final int MAX_BYTES = 128;

    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private Segment() {}

    /**
     * The spelling of a plain name in a key.
     *
     * @throws IllegalArgumentException if {@link #check} refuses the name
     */
    public static String escape(String plain) {
        try {
            check(plain);
        } catch (MalformedKeyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return escaped(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The plain name that a segment spells.
     *
     * @throws MalformedKeyException if the segment is empty, has a byte that must be escaped, an escape that is incomplete,
     *     lower-case or superfluous, or spells a name that {@link #check} refuses
     */
    public static String parse(String escaped) throws MalformedKeyException {
        // Bounds the work, and the messages, before anything is looked at: a key is whatever a publisher sent.
        if (escaped.length() > 3 * MAX_BYTES) {
            throw new MalformedKeyException("segment of " + escaped.length() + " characters, allowed are " + MAX_BYTES
                    + " bytes before escaping");
        }
        byte[] bytes = unescaped(escaped);
        String plain;
        try {
            plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedKeyException("segment '" + escaped + "' is not UTF-8 once unescaped");
        }
        check(plain);
        if (!escaped(bytes).equals(escaped)) {
            throw new MalformedKeyException(
                    "segment '" + escaped + "' is spelt '" + escaped(bytes) + "' in a key: one name, one spelling");
        }
        return plain;
    }

    /**
     * Accepts a plain name, or says what is wrong with it.
     *
     * @throws MalformedKeyException if the name is empty, longer than {@value #MAX_BYTES} bytes of UTF-8, not in
     *     normalization form C, or no Unicode text (an unpaired surrogate)
     */
    public static void check(String plain) throws MalformedKeyException {
        if (plain.isEmpty()) {
            throw new MalformedKeyException("empty name, allowed are 1 to " + MAX_BYTES + " bytes");
        }
        boolean ascii = isAscii(plain);
        int bytes = ascii ? plain.length() : countBytes(plain);
        if (bytes > MAX_BYTES) {
            throw new MalformedKeyException("name of " + bytes + " bytes, allowed are 1 to " + MAX_BYTES);
        }
        if (!ascii && !Normalizer.isNormalized(plain, Normalizer.Form.NFC)) {
            throw new MalformedKeyException("name is not in Unicode normalization form C");
        }
    }

    /** Such text is in every normalization form, and as many bytes as it has characters. */
    private static boolean isAscii(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static int countBytes(String plain) throws MalformedKeyException {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(plain))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new MalformedKeyException("name with an unpaired surrogate");
        }
    }

    private static String escaped(byte[] plain) {
        StringBuilder text = new StringBuilder(plain.length);
        for (byte b : plain) {
            if (isUnreserved((char) (b & 0xFF))) {
                text.append((char) b);
            } else {
                text.append('%').append(UPPER_HEX.toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static byte[] unescaped(String escaped) throws MalformedKeyException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(escapeAt(escaped, i));
                i += 2;
            } else if (isUnreserved(c)) {
                bytes.write(c);
            } else {
                throw new MalformedKeyException(String.format(
                        Locale.ROOT,
                        "character U+%04X at %d of a segment must be percent-encoded as UTF-8",
                        (int) c,
                        i));
            }
        }
        return bytes.toByteArray();
    }

    private static int escapeAt(String escaped, int percent) throws MalformedKeyException {
        if (percent + 3 <= escaped.length()) {
            char high = escaped.charAt(percent + 1);
            char low = escaped.charAt(percent + 2);
            // HexFormat takes hexadecimal digits of ASCII only, where Character.digit takes those of every script.
            if (HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)) {
                return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
            }
        }
        throw new MalformedKeyException(
                "'%' at " + percent + " of a segment is not followed by two hexadecimal digits");
    }

    private static boolean isUnreserved(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
