package io.siamese.acceptance.process;

import io.siamese.service.ServiceMain;
import io.siamese.testbed.broker.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service in a process of its own, as its container runs it. */
public final class Instance implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(10);
    private static final int MOST_ENDS = 5;
    private static final int LAST_LINES = 30;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path output;
    private final List<String> settings;
    private final int port = FreePort.next();
    private Program program;
    private Map<String, String> environment = Map.of();
    private ChildProcess process;
    private int ends;

    /** Starts the service of this build. It is ready later. */
    public Instance(Path folder, String bootstrapServers, List<String> settings) {
        this(folder, bootstrapServers, settings, Program.service());
    }

    /** Starts a program that takes the service's settings and answers as it does. It is ready later. */
    public Instance(Path folder, String bootstrapServers, List<String> settings, Program program) {
        this.program = program;
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
                environment,
                List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                program,
                arguments);
    }

    public ChildProcess process() {
        return process;
    }

    public void restart() {
        process = start();
    }

    /** Ends it, and starts another class in its place on the same folder and port. */
    public void replaceBy(Class<?> otherMain, String... systemProperties) {
        process.terminate();
        program = Program.of(otherMain, systemProperties);
        restart();
    }

    /** Lets the service of this build take the place of a program that has ended. */
    public void upgrade() {
        program = Program.service();
        restart();
    }

    /** Ends it, and starts it again with more variables in its environment. */
    public void replaceUnder(Map<String, String> variables) {
        process.terminate();
        environment = variables;
        restart();
    }

    /** Ends what is in its place, and starts the service itself again. */
    public void replaceByItself() {
        replaceBy(ServiceMain.class);
    }

    /** Waits until it decides. One that ends by itself is started again, as whoever runs containers does. */
    public void awaitReady() {
        int endsBefore = ends;
        Wait.until(READY, "ready: " + output, () -> {
            if (!process.isAlive()) {
                if (++ends - endsBefore > MOST_ENDS) {
                    throw new AssertionError("an instance ends by itself: " + process.output());
                }
                System.out.println("an instance ended by itself and is started again: " + process.lastLine());
                restart();
            }
            return isReady();
        });
    }

    /** How often it ended by itself while it was waited for. */
    public int ends() {
        return ends;
    }

    public boolean isReady() {
        return get("/health/ready").isPresent();
    }

    /** Sum of a metric's samples: 0 if there is none, NaN if the instance does not answer. */
    public double metric(String name) {
        return metricsPage().map(page -> sum(name, page)).orElse(Double.NaN);
    }

    private static double sum(String name, String page) {
        return page.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What it tells Prometheus, or empty if it does not answer. */
    public Optional<String> metricsPage() {
        return get("/metrics");
    }

    private Optional<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == HttpURLConnection.HTTP_OK ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it lives and is ready, and the last lines of its output. */
    public String describe() {
        return (process.isAlive() ? "alive" : "dead") + (isReady() ? ", ready, " : ", not ready, ") + output + ":\n"
                + process.lastLines(LAST_LINES);
    }

    @Override
    public void close() {
        process.close();
    }
}
