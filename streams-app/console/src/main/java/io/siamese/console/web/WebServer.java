package io.siamese.console.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import io.siamese.client.NoAnswerException;
import io.siamese.console.kafka.NotConnectedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the pages' files from the jar and the rooms' answers, to those who have the token. The caller closes it. */
public final class WebServer implements AutoCloseable {

    /** Bytes of a request at most: an image of the largest size, and some room around it. */
    private static final long LARGEST_REQUEST = 64L << 20;

    private static final String FILES = "/io/siamese/console/static";
    private static final int THREADS = 32;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final Javalin server;
    private final List<? extends Room> rooms;

    private WebServer(Javalin server, List<? extends Room> rooms) {
        this.server = server;
        this.rooms = rooms;
    }

    /**
     * Listens from now on.
     *
     * @param port 0 takes a free one
     * @param hostNames names of the console beside {@code localhost} and addresses
     * @throws PortTakenException if the address cannot be listened on
     */
    public static WebServer start(
            String host, int port, AccessToken token, List<String> hostNames, List<? extends Room> rooms) {
        requireFree(host, port);
        AccessGuard guard = new AccessGuard(token, new HostCheck(hostNames));
        Javalin server = Javalin.create(config -> {
            configure(config);
            addRoutes(config.routes, guard, rooms);
        });
        try {
            return new WebServer(server.start(host, port), rooms);
        } catch (RuntimeException e) {
            throw cannotListen(host, port, e);
        }
    }

    /** Looks first, because Javalin logs an error before it says that an address is taken. */
    private static void requireFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    private static PortTakenException cannotListen(String host, int port, Exception e) {
        return new PortTakenException(
                "the console cannot listen on " + host + " port " + port + " (" + e.getMessage()
                        + "); allowed is an address of this machine and a free port, or 0 for any",
                e);
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        config.jsonMapper(new JavalinJackson(ConsoleJson.mapper(), false));
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("siamese-console");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.staticFiles.add(files -> {
            files.directory = FILES;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
    }

    private static void addRoutes(RoutesConfig routes, AccessGuard guard, List<? extends Room> rooms) {
        routes.before(SecurityHeaders::setHeaders);
        guard.addRoutes(routes);
        rooms.forEach(room -> room.addRoutes(routes));
        routes.exception(
                HttpResponseException.class,
                (e, context) -> answerError(context, e.getStatus(), String.valueOf(e.getMessage())));
        routes.exception(
                NotConnectedException.class, (e, context) -> answerError(context, 503, String.valueOf(e.getMessage())));
        routes.exception(
                NoAnswerException.class, (e, context) -> answerError(context, 504, String.valueOf(e.getMessage())));
        routes.exception(KafkaException.class, (e, context) -> answerError(context, 502, "Kafka: " + e.getMessage()));
        routes.exception(Exception.class, (e, context) -> {
            LOG.atError().addKeyValue("path", context.path()).setCause(e).log("a request of the console failed");
            answerError(context, 500, "something went wrong; the console's log has the details");
        });
    }

    private static void answerError(Context context, int status, String message) {
        context.status(status).json(Map.of("error", message));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Stops listening, and ends the requests in progress. */
    @Override
    public void close() {
        rooms.forEach(Room::endStreams);
        server.stop();
    }
}
