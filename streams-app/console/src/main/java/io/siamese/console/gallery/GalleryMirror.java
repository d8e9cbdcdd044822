package io.siamese.console.gallery;

import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows the gallery log and the statuses, as everybody who may read them can. It holds the templates of up to
 * {@value MirroredRecords#MOST_TEMPLATES} exemplars in memory. Thread-safe; the caller closes it.
 */
public final class GalleryMirror implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

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
            opened.add(follow("siamese-console-gallery", log, records::takeLog, records::logIsRead));
            opened.add(follow("siamese-console-statuses", statuses, records::takeStatus, records::statusesAreRead));
            return new GalleryMirror(records, opened.release());
        }
    }

    private static BackgroundLoop follow(
            String name, TopicTail tail, Consumer<ConsumerRecord<byte[], byte[]>> take, Runnable read) {
        boolean[] isRead = new boolean[1];
        return BackgroundLoop.start(name, () -> {
            if (isRead[0]) {
                tail.poll(POLL).forEach(take);
            } else {
                tail.readToEnd(take);
                isRead[0] = true;
                read.run();
            }
        });
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
