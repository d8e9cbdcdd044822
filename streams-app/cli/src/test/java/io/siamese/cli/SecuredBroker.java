package io.siamese.cli;

import io.siamese.testbed.broker.ClusterPlan;
import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker whose clients come by TLS and name themselves by SCRAM, and whose authorizer allows what access control lists
 * say and nothing else. A second listener, without authentication, is the administrator's.
 */
final class SecuredBroker implements AutoCloseable {
    private static final String KEY_PASSWORD = "key-password";

    private final Path folder;
    private final EmbeddedBroker broker;
    private final int port;

    SecuredBroker(Path folder) throws Exception {
        this.folder = folder;
        Path keys = makeKeys(folder);
        ClusterPlan plan = ClusterPlan.ofNodes(1);
        port = FreePort.next();
        Map<String, String> settings = new HashMap<>(plan.listener(1, "SASL_SSL", port, port));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("ssl.keystore.location", keys.toString());
        settings.put("ssl.keystore.password", KEY_PASSWORD);
        settings.put("ssl.keystore.type", "PKCS12");
        broker = EmbeddedBroker.startNode(folder.resolve("broker"), plan, 1, settings);
    }

    private static Path makeKeys(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("broker.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "broker",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        KEY_PASSWORD,
                        "-keystore",
                        keys.toString()))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        return keys;
    }

    /** Where the administrator connects. */
    String administrators() {
        return broker.bootstrapServers();
    }

    /** Where everybody else connects, by SCRAM over TLS. */
    String secured() {
        return "127.0.0.1:" + port;
    }

    /** Makes a user that may do nothing yet. */
    void addUser(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", administrators()))) {
            ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, how, password(name))))
                    .all()
                    .get();
        }
    }

    static String password(String name) {
        return "password-of-" + name;
    }

    /** Settings of a Kafka client that is this user. */
    Map<String, Object> clientSettings(String name) {
        return Map.of(
                "bootstrap.servers",
                secured(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password(name) + "\";",
                "ssl.truststore.location",
                folder.resolve("broker.p12").toString(),
                "ssl.truststore.password",
                KEY_PASSWORD,
                "ssl.truststore.type",
                "PKCS12");
    }

    /** A file of settings for {@code ./siamese} by this user. */
    Path settingsFile(String name, String prefix) throws IOException {
        StringBuilder file = new StringBuilder("topics.prefix=" + prefix + "\napplication.id=" + prefix + "app\n"
                + "images.partitions=2\nstate.dir=" + folder.resolve("state-" + name) + "\n");
        clientSettings(name)
                .forEach((key, value) -> file.append(key.equals("bootstrap.servers") ? "" : "kafka.")
                        .append(key)
                        .append('=')
                        .append(value)
                        .append('\n'));
        return Files.writeString(folder.resolve(name + ".properties"), file);
    }

    @Override
    public void close() {
        broker.close();
    }
}
