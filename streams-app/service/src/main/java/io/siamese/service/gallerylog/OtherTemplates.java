package io.siamese.service.gallerylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.StandingRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.ReceiptKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Keeps the keys of the templates that other encoders have in the gallery log. An erasure must remove these too, and the
 * application of such an encoder may not run any more. It also remembers up to where erasures have a receipt,
 * and what other encoders are when they are asked for.
 *
 * <p>Thread-safe. Memory: about 150 bytes for each template of another encoder.
 */
public final class OtherTemplates {
    private static final long LONG_GONE = -1;

    private final String encoderId;
    /** Offset of the exemplar behind each template, by encoder and the exemplar's key, a character a byte. */
    private final Map<String, NavigableMap<String, Long>> byEncoder = new TreeMap<>();

    private final Map<String, EncoderStanding> standings = new HashMap<>();
    private long receiptedTo = -1;

    /** @param encoderId the encoder that is not another one */
    public OtherTemplates(String encoderId) {
        this.encoderId = encoderId;
    }

    /** Takes the log's next record. */
    synchronized void noteRecord(GalleryLogRecord record) {
        if (record instanceof TemplateRecord template && isOfAnother(template.key())) {
            Template value = template.template();
            byEncoder
                    .computeIfAbsent(template.key().encoderId(), id -> new TreeMap<>())
                    .put(template.key().exemplarText(), value == null ? LONG_GONE : value.getExemplarOffset());
        } else if (record instanceof RemovalRecord removal) {
            ReceiptKey.parse(removal.key().exemplarText())
                    .ifPresent(receipt -> receiptedTo = Math.max(receiptedTo, receipt.offset()));
            remove(removal.key());
        } else if (record instanceof StandingRecord standing) {
            standings.put(standing.standing().encoderId(), standing.standing());
        }
    }

    private boolean isOfAnother(TemplateKey key) {
        return !key.encoderId().equals(encoderId);
    }

    private void remove(TemplateKey key) {
        NavigableMap<String, Long> templates = byEncoder.get(key.encoderId());
        if (templates != null) {
            templates.remove(key.exemplarText());
        }
    }

    /** Offset in topic exemplars up to which each erasure has a receipt in the log, inclusive; -1: none is known. */
    public synchronized long receiptedTo() {
        return receiptedTo;
    }

    /** The templates of an exemplar or below a prefix, of exemplars that lie before an offset. */
    public synchronized List<TemplateKey> findErased(ExemplarKey erased, long before) {
        String from = erased.isPrefix() ? erased.below() : erased.text();
        // '/' ends a prefix, and '0' comes after it.
        String to = erased.isPrefix() ? from.substring(0, from.length() - 1) + '0' : from + '\0';
        List<TemplateKey> found = new ArrayList<>();
        byEncoder.forEach((encoder, templates) -> templates
                .subMap(from, true, to, false)
                .forEach((key, offset) -> {
                    if (offset < before) {
                        found.add(new TemplateKey(encoder, key.getBytes(ISO_8859_1)));
                    }
                }));
        return found;
    }

    /** All templates of one encoder. */
    public synchronized List<TemplateKey> templatesOf(String encoder) {
        return templates(encoder).keySet().stream()
                .map(key -> new TemplateKey(encoder, key.getBytes(ISO_8859_1)))
                .toList();
    }

    /** The subjects that have templates of one encoder, each as {@code gallery/subject/}. */
    public synchronized Set<String> subjects(String encoder) {
        return templates(encoder).keySet().stream().map(OtherTemplates::subject).collect(Collectors.toSet());
    }

    /** What another encoder's application said of it last. */
    public synchronized Optional<EncoderStanding> standing(String encoder) {
        return Optional.ofNullable(standings.get(encoder));
    }

    /** How many templates of one encoder are of exemplars up to an offset. */
    public synchronized int countUpTo(String encoder, long upTo) {
        return (int) templates(encoder).values().stream()
                .filter(offset -> offset <= upTo)
                .count();
    }

    private Map<String, Long> templates(String encoder) {
        NavigableMap<String, Long> templates = byEncoder.get(encoder);
        return templates == null ? Map.of() : templates;
    }

    /** The part of an exemplar's key that names its subject. */
    public static String subject(String exemplarKey) {
        return exemplarKey.substring(0, exemplarKey.lastIndexOf('/') + 1);
    }

    /**
     * The templates for which something is true.
     *
     * @param condition given the exemplar's key and its offset
     */
    public synchronized List<TemplateKey> findTemplates(BiPredicate<String, Long> condition) {
        List<TemplateKey> found = new ArrayList<>();
        byEncoder.forEach((encoder, templates) -> templates.forEach((key, offset) -> {
            if (condition.test(key, offset)) {
                found.add(new TemplateKey(encoder, key.getBytes(ISO_8859_1)));
            }
        }));
        return found;
    }
}
