package io.siamese.testbed.chaos;

import io.siamese.service.ServiceMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service in a process of its own, as its container runs it. */
final class Instance implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(300);
    private static final int MOST_ENDS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path output;
    private final List<String> settings;
    private final int port = freePort();
    private ChildProcess process;

    /** Starts it. It is ready later. */
    Instance(Path folder, String bootstrapServers, List<String> settings) {
        this.output = folder.resolve("output");
        this.settings = new ArrayList<>(settings);
        this.settings.add("bootstrap.servers=" + bootstrapServers);
        this.settings.add("web.port=" + port);
        if (settings.stream().noneMatch(setting -> setting.startsWith("state.dir="))) {
            this.settings.add("state.dir=" + folder.resolve("state"));
        }
        folder.toFile().mkdirs();
        process = start();
    }

    private ChildProcess start() {
        List<String> arguments = new ArrayList<>();
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return ChildProcess.java(
                output,
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                ServiceMain.class,
                arguments);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChildProcess process() {
        return process;
    }

    void restart() {
        process = start();
    }

    /** Waits until it decides. One that ends by itself is started again, as whoever runs containers does. */
    void awaitReady() {
        int[] ends = {0};
        Wait.until(READY, "ready: " + output, () -> {
            if (!process.isAlive()) {
                if (++ends[0] > MOST_ENDS) {
                    throw new AssertionError("an instance ends by itself: " + process.output());
                }
                System.out.println("an instance ended by itself and is started again: " + process.lastLine());
                restart();
            }
            return isReady();
        });
    }

    boolean isReady() {
        return get("/health/ready", 200) != null;
    }

    /** Sum of a metric's samples, or NaN if there is none or the instance does not answer. */
    double metric(String name) {
        String page = get("/metrics", 200);
        return page == null
                ? Double.NaN
                : page.lines()
                        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .reduce(Double::sum)
                        .orElse(Double.NaN);
    }

    private String get(String path, int wanted) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == wanted ? answer.body() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
