package io.siamese.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What doctor says where there is no broker. */
class DoctorCommandTest {

    @Test
    void saysWhereTheSchemaRegistryWasFound() throws IOException {
        // Given
        HttpServer registry = answering("/schemas/types", "[\"AVRO\"]");

        // When
        CommandResult ran = doctor("schema.registry.url=" + url(registry).replace("//", "//clerk:secret@"));

        // Then
        registry.stop(0);
        assertThat(ran.out())
                .contains("OK      registry " + url(registry) + " answers as a schema registry")
                .doesNotContain("secret");
    }

    @Test
    void findsAServerThatIsNoSchemaRegistry() throws IOException {
        // Given
        HttpServer shop = answering("/", "<html>Welcome</html>");

        // When
        CommandResult ran = doctor("schema.registry.url=" + url(shop));

        // Then
        shop.stop(0);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("ERROR   registry")
                .contains("schema.registry.url=" + url(shop) + ": no schema registry answers")
                .contains(url(shop) + "/schemas/types: HTTP 200, no JSON");
    }

    private static CommandResult doctor(String setting) {
        return CommandResult.siamese(
                "doctor",
                "--bootstrap",
                "127.0.0.1:1",
                "--set",
                "kafka.default.api.timeout.ms=200",
                "--set",
                "kafka.request.timeout.ms=200",
                "--set",
                setting);
    }

    private static HttpServer answering(String path, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
