package io.siamese.testbed.broker;

/** Holds the two loopback ports of one node. */
record BrokerPorts(int client, int controller) {

    static final String LOOPBACK = "127.0.0.1";

    /** Two ports that were free a moment ago. */
    static BrokerPorts findFree() {
        return new BrokerPorts(FreePort.next(), FreePort.next());
    }
}
