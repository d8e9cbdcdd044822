package io.siamese.schemas.key;

import java.nio.charset.StandardCharsets;

/**
 * The key of topics {@code exemplars} and {@code exemplar-status}: {@code gallery/subject/exemplar}, or a prefix, which
 * stands for all below it: {@code gallery/subject/} and {@code gallery//}.
 *
 * @param gallery plain name as in {@link Segment}
 * @param subject plain name; empty in a prefix that stands for a gallery
 * @param exemplar plain name; empty in every prefix
 */
public record ExemplarKey(String gallery, String subject, String exemplar) {

    private static final int MAX_LENGTH = 3 * 3 * Segment.MAX_BYTES + 2;

    /** @throws IllegalArgumentException if a name is malformed, or an exemplar is named without its subject */
    public ExemplarKey {
        try {
            checkNames(gallery, subject, exemplar);
        } catch (MalformedKeyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** All exemplars of one gallery. */
    public static ExemplarKey ofGallery(String gallery) {
        return new ExemplarKey(gallery, "", "");
    }

    /**
     * Reads a key of one exemplar or of a prefix. Only the one spelling that {@link #bytes} gives is accepted, so that an
     * exemplar has exactly one key.
     *
     * @throws MalformedKeyException if the bytes are any other
     */
    public static ExemplarKey parse(byte[] key) throws MalformedKeyException {
        if (key.length > MAX_LENGTH) {
            throw new MalformedKeyException("key of " + key.length + " bytes, allowed are " + MAX_LENGTH);
        }
        // A key is ASCII. Latin-1 keeps every other byte as one character, which the segment then refuses by name.
        String[] segments = new String(key, StandardCharsets.ISO_8859_1).split("/", -1);
        if (segments.length != 3) {
            throw new MalformedKeyException("key of " + segments.length
                    + " segments, allowed are gallery/subject/exemplar, gallery/subject/ and gallery//");
        }
        String gallery = Segment.parse(segments[0]);
        String subject = parseUnlessEmpty(segments[1]);
        String exemplar = parseUnlessEmpty(segments[2]);
        checkNames(gallery, subject, exemplar);
        return new ExemplarKey(gallery, subject, exemplar);
    }

    /** Whether this key stands for all exemplars below it: only a null value may be published on it. */
    public boolean isPrefix() {
        return exemplar.isEmpty();
    }

    /** Whether the other key equals this one or, where this is a prefix, lies below it. */
    public boolean covers(ExemplarKey other) {
        return gallery.equals(other.gallery)
                && (subject.isEmpty() || subject.equals(other.subject))
                && (exemplar.isEmpty() || exemplar.equals(other.exemplar));
    }

    /**
     * What the text of every key below this prefix begins with: {@code gallery/} or {@code gallery/subject/}.
     *
     * @throws IllegalStateException if this is no prefix
     */
    public String below() {
        if (!isPrefix()) {
            throw new IllegalStateException(text() + " names one exemplar");
        }
        return subject.isEmpty() ? Segment.escape(gallery) + "/" : text();
    }

    /** The key as text, its segments escaped. */
    public String text() {
        return Segment.escape(gallery) + "/" + escapeUnlessEmpty(subject) + "/" + escapeUnlessEmpty(exemplar);
    }

    /** The key as the bytes of {@link #text}, which is ASCII. */
    public byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    private static void checkNames(String gallery, String subject, String exemplar) throws MalformedKeyException {
        Segment.check(gallery);
        if (!subject.isEmpty()) {
            Segment.check(subject);
        }
        if (!exemplar.isEmpty()) {
            if (subject.isEmpty()) {
                throw new MalformedKeyException("key with an exemplar but no subject");
            }
            Segment.check(exemplar);
        }
    }

    private static String parseUnlessEmpty(String escaped) throws MalformedKeyException {
        return escaped.isEmpty() ? "" : Segment.parse(escaped);
    }

    private static String escapeUnlessEmpty(String plain) {
        return plain.isEmpty() ? "" : Segment.escape(plain);
    }
}
