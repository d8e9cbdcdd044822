package io.siamese.testbed.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Holds the two loopback ports of one node. */
record BrokerPorts(int client, int controller) {

    static final String LOOPBACK = "127.0.0.1";

    /** Two ports that were free a moment ago. Both sockets are open at once, so the ports differ. */
    static BrokerPorts findFree() throws IOException {
        InetAddress loopback = InetAddress.getByName(LOOPBACK);
        try (ServerSocket client = new ServerSocket(0, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            return new BrokerPorts(client.getLocalPort(), controller.getLocalPort());
        }
    }
}
