package io.siamese.cli;

import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import java.util.HashMap;
import java.util.Map;

/** Looks how many templates of the gallery log are encrypted, and whether their keys are here. */
final class EncryptionCheck {
    private static final String OPENED = "OPENED";
    private static final String PLAIN = "PLAIN";

    private final ContractSettings settings;

    /**
     * Says what was found, of the templates of all encoders.
     *
     * @param opened encrypted, and their key is here
     * @param plain not encrypted
     * @param keyless encrypted by a key that is not here
     * @param forged encrypted, and not for their record or by another key of that id
     */
    record Found(long opened, long plain, long keyless, long forged) {}

    EncryptionCheck(ContractSettings settings) {
        this.settings = settings;
    }

    /** Reads the gallery log to its end, and decrypts each template. */
    Found countTemplates() {
        Map<TemplateKey, String> states = new HashMap<>();
        try (ContractSchemas schemas = ContractSchemas.open(settings);
                TopicTail log =
                        TopicTail.open(settings, settings.topics().names().exemplarEmbeddings(), true)) {
            GalleryLogParser parser = schemas.galleryLogParser();
            log.readToEnd(record -> noteRecord(states, parser.parse(record.key(), record.value(), record.headers())));
        }
        return new Found(
                countState(states, OPENED),
                countState(states, PLAIN),
                countState(states, Reasons.KEY_UNKNOWN),
                countState(states, Reasons.DECRYPTION_FAILED));
    }

    private static void noteRecord(Map<TemplateKey, String> states, GalleryLogRecord record) {
        if (record instanceof TemplateRecord template && template.template() != null) {
            states.put(template.key(), stateOf(template, template.template()));
        } else if (record instanceof RemovalRecord removal) {
            states.remove(removal.key());
        }
    }

    private static String stateOf(TemplateRecord record, Template template) {
        if (record.sealedBecause() != null) {
            return record.sealedBecause();
        }
        return template.getSealed().hasRemaining() ? OPENED : PLAIN;
    }

    private static long countState(Map<TemplateKey, String> states, String state) {
        return states.values().stream().filter(state::equals).count();
    }
}
