package io.siamese.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process that this one started, and may kill, suspend and let go on. Killed at the latest when it is closed. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a class on this process's class path. Its output goes to a file, where that of an earlier run is gone. */
    public static ChildProcess java(Path output, List<String> options, Class<?> main, List<String> arguments) {
        return java(output, Map.of(), options, Program.of(main), arguments);
    }

    /**
     * Starts a program, with arguments behind its own. Its output goes to a file, as above.
     *
     * @param environment variables beside those of this process
     */
    static ChildProcess java(
            Path output,
            Map<String, String> environment,
            List<String> options,
            Program program,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(program.properties());
        command.addAll(List.of("-cp", program.classPath(), program.main()));
        command.addAll(program.first());
        command.addAll(arguments);
        try {
            Files.deleteIfExists(output);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitOutput(String text) {
        Wait.until(PATIENCE, "'" + text + "' from " + output, () -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return output().contains(text);
        });
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String lastLine() {
        return lastLines(1);
    }

    /** @param atMost so many lines of its output */
    public String lastLines(int atMost) {
        List<String> all = output().strip().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - atMost), all.size()));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing of its own runs any more. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM: it closes in order. */
    public void terminate() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended: %s", output)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGSTOP: it is as good as gone, and does not know. */
    public void suspend() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).as("kill %s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
