package io.siamese.service.gallery;

import io.siamese.encoder.vector.FmaPeak;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Exact 1:N search of a whole gallery: a chunk of probes together, and one probe after the other. */
@State(Scope.Thread)
public class SearchBenchmark {
    private static final int K = 5;

    private int nextProbe;

    @Benchmark
    public void peak(Populated gallery, Meter meter, Blackhole sink) {
        FmaPeak fma = new FmaPeak();
        meter.measure(FmaPeak.multiplyAdds(), () -> sink.consume(fma.run()));
    }

    @Benchmark
    public void batched(Populated gallery, Meter meter, Blackhole sink) {
        meter.measure(Populated.PROBES, () -> sink.consume(gallery.galleries.search(gallery.probes, K)));
    }

    @Benchmark
    public void oneAtATime(Populated gallery, Meter meter, Blackhole sink) {
        GalleryQuery probe = gallery.probes.get(nextProbe++ % Populated.PROBES);
        meter.measure(1, () -> sink.consume(gallery.galleries.search(probe, K)));
    }
}
