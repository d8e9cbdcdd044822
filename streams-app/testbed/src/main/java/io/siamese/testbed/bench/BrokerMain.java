package io.siamese.testbed.bench;

import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the broker in a process of its own, so that its CPU time does not count as the service's. It ends when its
 * input ends.
 */
final class BrokerMain {
    /** Before the address, so that a line of the JVM's is not taken for it. */
    static final String READY = "broker ready at ";

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                Path.of(arguments[0]), Map.of("log.segment.bytes", Integer.toString(64 * 1024 * 1024)))) {
            System.out.println(READY + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Whoever started it holds the other end.
            }
        }
    }
}
