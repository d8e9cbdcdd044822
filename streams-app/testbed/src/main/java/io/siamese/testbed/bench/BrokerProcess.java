package io.siamese.testbed.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a broker in a process of its own, on the same cores. The caller closes it. It ends with this process at the
 * latest.
 */
final class BrokerProcess implements AutoCloseable {
    private static final long CLOSING_S = 20;

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** @throws BenchFailure if it does not come up */
    static BrokerProcess start(Path folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Process process = new ProcessBuilder(List.of(
                            java,
                            "-Xms512m",
                            "-Xmx1g",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerMain.class.getName(),
                            folder.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new BrokerProcess(process, address(process));
        } catch (IOException e) {
            throw new BenchFailure("the broker's process could not be started", e);
        }
    }

    private static String address(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(BrokerMain.READY)) {
                return line.substring(BrokerMain.READY.length());
            }
        }
        throw new BenchFailure("the broker's process ended before it was ready; are the broker's jars there"
                + " (./siamese bench in the project's folder)?");
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(CLOSING_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
