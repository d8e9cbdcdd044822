package io.siamese.schemas.key;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Names a record of topic {@code exemplar-embeddings}, the gallery log. */
public sealed interface GalleryLogKey {

    /** The key as it is in the log. */
    byte[] bytes();

    /**
     * Reads a key of the log.
     *
     * @throws MalformedKeyException if the bytes are none of the keys below
     */
    static GalleryLogKey parse(byte[] key) throws MalformedKeyException {
        if (Arrays.equals(key, ActiveEncoderKey.TEXT)) {
            return new ActiveEncoderKey();
        }
        if (key.length > 0 && key[0] == '~') {
            return PolicyKey.parse(new String(key, StandardCharsets.ISO_8859_1));
        }
        return TemplateKey.parse(key);
    }

    /** {@code ~encoder}: its value names the encoder whose templates decide. */
    record ActiveEncoderKey() implements GalleryLogKey {

        private static final byte[] TEXT = "~encoder".getBytes(StandardCharsets.US_ASCII);

        @Override
        public byte[] bytes() {
            return TEXT.clone();
        }
    }

    /**
     * {@code ~policy/gallery}: its value is the policy that decides for a gallery.
     *
     * @param gallery plain name as in {@link Segment}; empty for {@code ~policy/*}, the policy of every gallery that has none
     *     of its own
     */
    record PolicyKey(String gallery) implements GalleryLogKey {

        private static final String PREFIX = "~policy/";
        private static final String EVERY_OTHER = "*";

        /** @throws IllegalArgumentException if the name is malformed */
        public PolicyKey {
            if (!gallery.isEmpty()) {
                Segment.escape(gallery);
            }
        }

        /** The policy of every gallery that has none of its own. */
        public static PolicyKey ofEveryOther() {
            return new PolicyKey("");
        }

        /**
         * The key that answers to a key of topic {@code policies}: a gallery's segment, or {@code *}.
         *
         * @throws MalformedKeyException if the bytes are neither
         */
        public static PolicyKey ofRequest(byte[] key) throws MalformedKeyException {
            return parse(PREFIX + new String(key, StandardCharsets.ISO_8859_1));
        }

        /** The key in topic {@code policies}. */
        public byte[] requestKey() {
            return segment().getBytes(StandardCharsets.US_ASCII);
        }

        /** Whether this is the key {@code ~policy/*}. */
        public boolean isOfEveryOther() {
            return gallery.isEmpty();
        }

        @Override
        public byte[] bytes() {
            return (PREFIX + segment()).getBytes(StandardCharsets.US_ASCII);
        }

        /** The gallery as in keys, or {@code *}: the policy's name. */
        public String segment() {
            return isOfEveryOther() ? EVERY_OTHER : Segment.escape(gallery);
        }

        private static PolicyKey parse(String key) throws MalformedKeyException {
            if (!key.startsWith(PREFIX)) {
                throw new MalformedKeyException("key starts with '~' but is neither ~encoder nor ~policy/gallery");
            }
            String segment = key.substring(PREFIX.length());
            return segment.equals(EVERY_OTHER) ? ofEveryOther() : new PolicyKey(Segment.parse(segment));
        }
    }

    /**
     * {@code encoderId/gallery/subject/exemplar}: its value is a template.
     *
     * @param encoderId 1 to 128 characters of {@code [A-Za-z0-9._-]}
     * @param exemplarKey the key in topic {@code exemplars}, byte for byte as received. It may be malformed: a record that
     *     was rejected for its key is answered under that key. Copied on the way in and out.
     */
    record TemplateKey(String encoderId, byte[] exemplarKey) implements GalleryLogKey {

        private static final Pattern ENCODER_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

        /** @throws IllegalArgumentException if the encoder id is malformed */
        public TemplateKey {
            if (!ENCODER_ID.matcher(encoderId).matches()) {
                throw new IllegalArgumentException("encoder id '" + encoderId + "', allowed is " + ENCODER_ID);
            }
            exemplarKey = exemplarKey.clone();
        }

        /** Whether a text may be an encoder's id. */
        public static boolean isEncoderId(String text) {
            return ENCODER_ID.matcher(text).matches();
        }

        /** The key of an exemplar's template, or of all templates below a prefix. */
        public static TemplateKey of(String encoderId, ExemplarKey exemplar) {
            return new TemplateKey(encoderId, exemplar.bytes());
        }

        /** Whether the exemplar's key begins with these ASCII characters. */
        public boolean beginsWith(String prefix) {
            byte[] start = prefix.getBytes(StandardCharsets.US_ASCII);
            return start.length <= exemplarKey.length
                    && Arrays.equals(start, 0, start.length, exemplarKey, 0, start.length);
        }

        /** The exemplar's key as text of one character a byte, so that texts are equal where the bytes are. */
        public String exemplarText() {
            return new String(exemplarKey, StandardCharsets.ISO_8859_1);
        }

        /** @throws MalformedKeyException if the exemplar's key is malformed */
        public ExemplarKey exemplar() throws MalformedKeyException {
            return ExemplarKey.parse(exemplarKey);
        }

        @Override
        public byte[] exemplarKey() {
            return exemplarKey.clone();
        }

        @Override
        public byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoderId.length() + 1 + exemplarKey.length);
            bytes.writeBytes(encoderId.getBytes(StandardCharsets.US_ASCII));
            bytes.write('/');
            bytes.writeBytes(exemplarKey);
            return bytes.toByteArray();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TemplateKey that
                    && encoderId.equals(that.encoderId)
                    && Arrays.equals(exemplarKey, that.exemplarKey);
        }

        @Override
        public int hashCode() {
            return 31 * encoderId.hashCode() + Arrays.hashCode(exemplarKey);
        }

        @Override
        public String toString() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        private static TemplateKey parse(byte[] key) throws MalformedKeyException {
            int slash = 0;
            while (slash < key.length && key[slash] != '/') {
                slash++;
            }
            String encoderId = new String(key, 0, slash, StandardCharsets.ISO_8859_1);
            if (slash == key.length || !ENCODER_ID.matcher(encoderId).matches()) {
                throw new MalformedKeyException("key does not start with an encoder id and '/'");
            }
            return new TemplateKey(encoderId, Arrays.copyOfRange(key, slash + 1, key.length));
        }
    }
}
