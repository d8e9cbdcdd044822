package io.siamese.service.gallery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** What a record of the gallery log costs while another thread searches without a pause: wall time, with percentiles. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChangeBenchmark {

    @Benchmark
    @Group("replaceWhileSearching")
    public void replace(Populated gallery) {
        gallery.replaceAny();
    }

    @Benchmark
    @Group("replaceWhileSearching")
    public void search(Populated gallery, Blackhole sink) {
        sink.consume(gallery.galleries.search(gallery.probes, 5));
    }

    @Benchmark
    @Group("removeAndAddWhileSearching")
    public void removeAndAdd(Populated gallery) {
        gallery.removeAndAddAny();
    }

    @Benchmark
    @Group("removeAndAddWhileSearching")
    public void searchToo(Populated gallery, Blackhole sink) {
        sink.consume(gallery.galleries.search(gallery.probes, 5));
    }
}
