package io.siamese.acceptance.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Forwards connections on loopback to a port, and can cut them, hold them up or stop forwarding. It has two threads for
 * each connection.
 */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile Duration latency = Duration.ZERO;
    private volatile @Nullable String heldClient;
    private final AtomicInteger heldPieces = new AtomicInteger();

    TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Resets all connections, and each new one at once. */
    void cut() {
        refusing = true;
        open.forEach(TcpProxy::close);
    }

    /** Keeps all connections open and forwards nothing. */
    void beSilent() {
        silent = true;
    }

    /** Holds each piece up on its way, in both directions. */
    void delay(Duration time) {
        latency = time;
    }

    /** Forwards no request of one client, whose id each of its requests names. */
    void hold(String clientId) {
        heldClient = clientId;
    }

    /** How many requests of such a client were held so far. A client that gives up connects anew and asks again. */
    int heldPieces() {
        return heldPieces.get();
    }

    /** Forwards at once again. */
    void mend() {
        heldClient = null;
        refusing = false;
        silent = false;
        latency = Duration.ZERO;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // A connection that did not come to be is a cut one, and a closed server ends the loop.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        if (refusing) {
            close(client);
            return;
        }
        Socket broker;
        try {
            broker = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            close(client);
            throw e;
        }
        open.add(broker);
        threads.execute(() -> pump(client, broker));
        threads.execute(() -> pump(broker, client));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                holdUp(new String(buffer, 0, read, ISO_8859_1));
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either side went away, or the connection was cut.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void holdUp(String piece) {
        LockSupport.parkNanos(latency.toNanos());
        if (isHeld(piece)) {
            heldPieces.incrementAndGet();
        }
        while ((silent || isHeld(piece)) && !server.isClosed()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean isHeld(String piece) {
        String client = heldClient;
        return client != null && piece.contains(client);
    }

    private static void close(Socket socket) {
        try {
            // Without a farewell: what was on its way is lost.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TcpProxy::close);
        threads.shutdownNow();
    }
}
