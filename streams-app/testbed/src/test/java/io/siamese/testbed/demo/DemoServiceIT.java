package io.siamese.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A demo that cannot start leaves nothing behind. */
@Timeout(120)
class DemoServiceIT {
    private final AtomicReference<Path> state = new AtomicReference<>();

    @Test
    void deletesItsFolderWhereTheSettingsCannotWork() {
        // When
        assertThatThrownBy(() -> DemoService.start(given -> config(given, "encoder.model=no-such-file")))
                .isInstanceOf(RuntimeException.class);

        // Then
        assertThat(state.get()).doesNotExist();
    }

    @Test
    void endsTheServiceThatIsNotReadyInTime() {
        // When
        assertThatThrownBy(() -> DemoService.start(
                        given -> config(given, "images.partitions=1"),
                        DemoService.chooseHealthAddress(),
                        Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not ready");

        // Then
        assertThat(state.get()).doesNotExist();
        assertThat(serviceThreads()).isEmpty();
    }

    private AppConfig config(List<String> given, String own) {
        String[] settings = Stream.concat(given.stream(), Stream.of(own)).toArray(String[]::new);
        String prefix = "state.dir=";
        given.stream()
                .filter(setting -> setting.startsWith(prefix))
                .forEach(setting -> state.set(Path.of(setting.substring(prefix.length()))));
        return AppConfig.load(ConfigSources.ofFlags(settings));
    }

    private static List<String> serviceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("siamese-control") || name.contains("StreamThread"))
                .toList();
    }
}
