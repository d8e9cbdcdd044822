package io.siamese.acceptance.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An object store that can be killed and come back on the same port: the JDK's web server over a map. */
final class ImageStore implements AutoCloseable {
    private final Map<String, byte[]> images = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private HttpServer server;
    private ExecutorService threads;
    private int port;

    ImageStore() {
        start();
    }

    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        port = server.getAddress().getPort();
    }

    void kill() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.merge(path, 1, Integer::sum);
        byte[] image = images.get(path);
        int status = statuses.getOrDefault(path, image == null ? 404 : 200);
        if (status >= 300 && status < 400) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port + "/elsewhere");
        }
        exchange.sendResponseHeaders(status, image == null ? -1 : image.length);
        if (image != null) {
            exchange.getResponseBody().write(image);
        }
        exchange.close();
    }

    /** Keeps an image, and returns where it lies. */
    String put(String name, byte[] image) {
        images.put("/images/" + name, image);
        return prefix() + name;
    }

    void answerWith(String name, int status) {
        statuses.put("/images/" + name, status);
    }

    /** How often an image was asked for. */
    int asked(String name) {
        return asked.getOrDefault("/images/" + name, 0);
    }

    /** What the service is allowed to fetch. */
    String prefix() {
        return "http://127.0.0.1:" + port + "/images/";
    }

    @Override
    public void close() {
        kill();
    }
}
