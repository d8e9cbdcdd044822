package io.siamese.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the CPU time that the JVM's compiler threads have taken. A benchmark that takes turns goes on compiling where a
 * service that runs for hours has long ended. Only Linux says it. Where the JVM ends compiler threads meanwhile, as it may on
 * many cores, their time is missing.
 */
final class CompilerCpuClock {
    private static final Path TASKS = Path.of("/proc/self/task");
    /** In the name of each compiler thread, of which Linux keeps 15 characters. */
    private static final String COMPILER = "CompilerThre";

    private CompilerCpuClock() {}

    /** Nanoseconds of the compiler threads that are alive; 0 where the system does not say it. */
    static long nanos() {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                nanos += nanos(task);
            }
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos;
    }

    private static long nanos(Path task) {
        try {
            return Files.readString(task.resolve("comm")).contains(COMPILER)
                    ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (IOException e) {
            // The thread has ended meanwhile.
            return 0;
        }
    }
}
