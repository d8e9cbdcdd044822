package io.siamese.service.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.service.flow.Images;
import io.siamese.service.flow.Observer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images from nginx, where the machine has it. */
@Timeout(60)
class NginxImagesTest {
    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private int port;
    private Process nginx;
    private ReferencedImages images;

    @BeforeEach
    void serve() throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "nginx"))),
                "nginx is not installed");
        // Below the ports of outgoing connections, one of which might take it meanwhile.
        port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
        Files.createDirectories(folder.resolve("www/images"));
        Files.writeString(folder.resolve("nginx.conf"), String.format(Locale.ROOT, """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
                  uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
                  server {
                    listen 127.0.0.1:%2$d;
                    root %1$s/www;
                    location = /images/forbidden { return 403; }
                    location = /images/gone { return 410; }
                    location = /images/moved { return 301 http://127.0.0.1:%2$d/secret; }
                    location = /images/slow { limit_rate 1k; }
                    location = /images/broken { return 502; }
                  }
                }
                """, folder, port));
        start();
        images = new ReferencedImages(
                new FetchSettings(
                        AllowedPrefixes.parse(List.of(prefix())),
                        MAX_BYTES,
                        16,
                        Duration.ofMillis(900),
                        Duration.ofMillis(500)),
                new Observer.Silent());
    }

    private void start() throws IOException {
        nginx = new ProcessBuilder(
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    @AfterEach
    void close() throws InterruptedException {
        if (nginx != null) {
            images.close();
            nginx.destroyForcibly().waitFor();
        }
    }

    private String prefix() {
        return "http://127.0.0.1:" + port + "/images/";
    }

    private ImageReference reference(long offset, String name, byte[] image) {
        return new ImageReference("images", 0, offset, prefix() + name, Images.sha256(ByteBuffer.wrap(image)));
    }

    private byte[] put(String name, int bytes) throws IOException {
        byte[] image = new byte[bytes];
        new Random(bytes).nextBytes(image);
        return Files.readAllBytes(Files.write(folder.resolve("www/images").resolve(name), image));
    }

    /** Waits as the service does: for as long as it takes. */
    private String reason(ImageReference reference) {
        while (!images.hasArrived(reference)) {
            images.beginFetching(List.of(reference));
            images.awaitAny(List.of(reference), Duration.ofMillis(200));
        }
        return images.takeImage(reference).fold(image -> "FOUND", reason -> reason);
    }

    @Test
    void saysWhatNginxAnswers() throws Exception {
        byte[] photo = put("photo.jpg", 800_000);
        byte[] large = put("large.jpg", MAX_BYTES + 1);
        byte[] slow = put("slow", 100_000);

        assertThat(reason(reference(1, "photo.jpg", photo))).isEqualTo("FOUND");
        assertThat(reason(reference(2, "photo.jpg?X-Signature=a%2Fb", photo))).isEqualTo("FOUND");
        assertThat(reason(reference(3, "none.jpg", photo))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(reference(4, "forbidden", photo))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(reference(5, "gone", photo))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(reference(6, "moved", photo))).isEqualTo("IMAGE_URI_NOT_ALLOWED");
        assertThat(reason(reference(7, "large.jpg", large))).isEqualTo("IMAGE_TOO_LARGE");
        assertThat(reason(reference(8, "photo.jpg", large))).isEqualTo("DIGEST_MISMATCH");
        assertThat(reason(reference(9, "broken", photo))).isEqualTo("IMAGE_UNAVAILABLE");
        assertThat(reason(reference(10, "slow", slow))).isEqualTo("IMAGE_UNAVAILABLE");
    }

    @Test
    void waitsForNginxToComeBack() throws Exception {
        // Given
        byte[] photo = put("photo.jpg", 10_000);
        assertThat(reason(reference(1, "photo.jpg", photo))).isEqualTo("FOUND");
        nginx.destroyForcibly().waitFor();

        // When
        ImageReference during = reference(2, "photo.jpg", photo);
        images.beginFetching(List.of(during));
        images.awaitAny(List.of(during), Duration.ofSeconds(2));
        boolean here = images.hasArrived(during);
        start();

        // Then
        assertThat(here).isFalse();
        assertThat(reason(during)).isEqualTo("FOUND");
    }
}
