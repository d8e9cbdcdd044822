package io.siamese.service.topology;

import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Holds the logs as a test gives them: they stay as they are when the task starts.
 *
 * @param given records of the topic of policies in their order, by the text of their keys
 */
record GivenEnrolmentLogs(
        Exemplars exemplars, GalleryLogSnapshot galleryLog, List<Map.Entry<String, EnrolmentLogs.Request>> given)
        implements EnrolmentLogs {
    @Override
    public Backlog backlog() {
        return new Backlog(exemplars.committed(), exemplars.lastOffset(), true);
    }

    @Override
    public Set<String> revokedUnread(Set<String> keys) {
        throw new UnsupportedOperationException("the gate asks, not the topology");
    }

    @Override
    public GalleryLogSnapshot galleryLogAsRead() {
        return galleryLog;
    }

    @Override
    public void requests(BiConsumer<String, Request> each) {
        given.forEach(request -> each.accept(request.getKey(), request.getValue()));
    }
}
