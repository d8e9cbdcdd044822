package io.siamese.service.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.service.config.WebConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /health/live} and {@code /health/ready} (200, or 503 with reasons, as JSON) and {@code /metrics}
 * (Prometheus text). No authentication: it belongs on loopback or behind something that has it.
 */
public final class HealthServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final int THREADS = 2;

    private final HttpServer http;
    private final ExecutorService threads;

    private HealthServer(HttpServer http, ExecutorService threads) {
        this.http = http;
        this.threads = threads;
    }

    /**
     * Listens from now on.
     *
     * @param web where to listen; port 0 takes a free one here
     * @param live what would be mended by a restart only
     * @param ready what keeps the app from deciding now
     * @throws IllegalArgumentException if the address cannot be listened on; names the setting
     */
    public static HealthServer start(WebConfig web, Readiness live, Readiness ready, PrometheusMeterRegistry metrics) {
        Pages pages = new Pages(live, ready, metrics);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "siamese-health");
            thread.setDaemon(true);
            return thread;
        });
        HttpServer http = listen(web);
        http.setExecutor(threads);
        http.createContext("/", exchange -> sendAnswer(exchange, pages));
        http.start();
        LOG.atInfo().addKeyValue("address", http.getAddress()).log("health and metrics are served");
        return new HealthServer(http, threads);
    }

    private static HttpServer listen(WebConfig web) {
        try {
            return HttpServer.create(new InetSocketAddress(web.host(), web.port()), 0);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "web.host=" + web.host() + " web.port=" + web.port() + ": cannot listen there (" + e.getMessage()
                            + "); allowed is an address of this machine and a free port, or 0 to serve nothing",
                    e);
        }
    }

    private static void sendAnswer(HttpExchange exchange, Pages pages) throws IOException {
        try (exchange) {
            Page page = METHODS.contains(exchange.getRequestMethod())
                    ? pages.pageFor(exchange.getRequestURI().getPath())
                    : Page.notAllowed();
            exchange.getResponseHeaders().set("Content-Type", page.contentType());
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(page.status(), head ? -1 : page.body().length);
            if (!head) {
                exchange.getResponseBody().write(page.body());
            }
        }
    }

    /** The port that it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Stops listening; requests in progress are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
