package io.siamese.service.verification;

import io.siamese.events.Probe;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.service.batching.ChunkComparer;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.Comparison;
import io.siamese.service.batching.ProbeImage;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the probes of a chunk, and compares those that can be read together. */
public final class ProbeWork implements ChunkWork<PreparedProbe> {
    private final ProbeReader reader;
    private final ChunkComparer comparer;

    public ProbeWork(EventSerdes serdes, ChunkComparer comparer) {
        this.reader = serdes.probeReader();
        this.comparer = comparer;
    }

    @Override
    public List<PreparedProbe> apply(List<RawRecord> chunk) {
        List<Incoming<Probe>> incoming = new ArrayList<>(chunk.size());
        List<ProbeImage> images = new ArrayList<>(chunk.size());
        for (RawRecord record : chunk) {
            Incoming<Probe> read = reader.read(record.value(), record.headers());
            incoming.add(read);
            if (read instanceof Incoming.Readable<Probe> readable) {
                images.add(image(readable.value(), record.at()));
            }
        }
        Iterator<Comparison> comparisons = comparer.compare(images).iterator();
        return incoming.stream()
                .map(read ->
                        new PreparedProbe(read, read instanceof Incoming.Readable<Probe> ? comparisons.next() : null))
                .toList();
    }

    private static ProbeImage image(Probe probe, long at) {
        return new ProbeImage(Images.bytes(probe.getImage()), probe.getGallery(), probe.getClaimedSubject(), at);
    }
}
