package io.siamese.console.gallery;

import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.topic.TopicNames;
import java.util.Optional;

/**
 * Follows the gallery log and the statuses with plain consumers. It holds the templates of up to
 * {@value MirroredRecords#MOST_TEMPLATES} exemplars in memory. Thread-safe; the caller closes it.
 */
public final class GalleryMirror implements AutoCloseable {

    private final MirroredRecords records;
    private final ResourceStack opened;

    private GalleryMirror(MirroredRecords records, ResourceStack opened) {
        this.records = records;
        this.opened = opened;
    }

    /** Begins to read both topics from their beginning, in the background. */
    public static GalleryMirror open(ContractSettings settings) {
        TopicNames topics = settings.topics().names();
        try (ResourceStack opened = new ResourceStack()) {
            MirroredRecords records = new MirroredRecords(opened.add(ContractSchemas.open(settings)));
            TopicTail log = opened.add(TopicTail.open(settings, topics.exemplarEmbeddings(), true));
            TopicTail statuses = opened.add(TopicTail.open(settings, topics.exemplarStatus(), true));
            opened.add(BackgroundLoop.start(
                    "siamese-console-gallery", new MirroredTopic(log, records::takeLog, records::logIsRead)));
            opened.add(BackgroundLoop.start(
                    "siamese-console-statuses",
                    new MirroredTopic(statuses, records::takeStatus, records::statusesAreRead)));
            return new GalleryMirror(records, opened.release());
        }
    }

    /** The latest status of an exemplar that is not revoked, by its key; empty if there is none. */
    public Optional<ExemplarStatus> statusOf(ExemplarKey key) {
        return records.statusOf(key.text());
    }

    /** What is enrolled, as far as it was read. */
    public GalleryContents contents() {
        return records.contents();
    }

    @Override
    public void close() {
        opened.close();
    }
}
