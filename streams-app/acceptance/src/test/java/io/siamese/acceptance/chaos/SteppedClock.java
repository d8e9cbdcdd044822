package io.siamese.acceptance.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The time of day of a process, which jumps when a test says so (libfaketime). Time spans go on as they are. */
final class SteppedClock {
    private final Path library;
    private final Path offset;

    private SteppedClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /** Right at first. Empty where the library is not installed (Debian: faketime). */
    static Optional<SteppedClock> find(Path folder) {
        Optional<Path> library = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
        return library.map(found -> {
            SteppedClock clock = new SteppedClock(found, folder.resolve("clock"));
            clock.jump(Duration.ZERO);
            return clock;
        });
    }

    /** What a process needs in its environment to live by this clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** @param off from the right time */
    void jump(Duration off) {
        try {
            Path next = Files.writeString(offset.resolveSibling("clock.next"), offsetText(off));
            Files.move(next, offset, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String offsetText(Duration off) {
        return (off.isNegative() ? "" : "+") + off.toSeconds() + "\n";
    }
}
