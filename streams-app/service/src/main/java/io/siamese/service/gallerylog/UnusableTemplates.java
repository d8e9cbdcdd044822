package io.siamese.service.gallerylog;

import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.sealing.Envelope;
import io.siamese.schemas.sealing.SealException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys of the templates that are in the gallery log and cannot be compared, each with its reason. A key that is not
 * here is told to the log once, and not for each template. One thread at a time may note; any may count.
 */
public final class UnusableTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(UnusableTemplates.class);

    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private final Set<String> missingKeys = new HashSet<>();

    /** A template came that cannot be compared. */
    void put(TemplateRecord record) {
        String reason = record.sealedBecause() == null ? Reasons.UNDECODABLE : record.sealedBecause();
        reasons.put(record.key().exemplarText(), reason);
        if (reason.equals(Reasons.KEY_UNKNOWN) && record.template() != null) {
            tellMissing(record.template());
        } else {
            LOG.atWarn()
                    .addKeyValue("exemplar", record.key())
                    .addKeyValue("because", reason)
                    .log("an unreadable template in the gallery log");
        }
    }

    private void tellMissing(Template template) {
        String key = template.getGallery() + "/" + keyId(template);
        if (missingKeys.add(key)) {
            LOG.atWarn()
                    .addKeyValue("gallery", template.getGallery())
                    .addKeyValue("key", keyId(template))
                    .log("templates are encrypted by a key that is not here: they count as deleted");
        }
    }

    private static String keyId(Template template) {
        byte[] sealed = new byte[template.getSealed().remaining()];
        template.getSealed().duplicate().get(sealed);
        try {
            return Envelope.keyId(sealed);
        } catch (SealException e) {
            return "unknown";
        }
    }

    /** There is another template of this key, or none. */
    void remove(TemplateKey key) {
        if (!reasons.isEmpty()) {
            reasons.remove(key.exemplarText());
        }
    }

    /** Keys of their exemplars. */
    Set<String> exemplars() {
        return Set.copyOf(reasons.keySet());
    }

    /** How many there are for a reason: {@code KEY_UNKNOWN}, {@code DECRYPTION_FAILED} or {@code UNDECODABLE}. */
    public long count(String reason) {
        return reasons.values().stream().filter(reason::equals).count();
    }
}
