package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void listensElsewhereThanOnLoopbackOnlyWithAToken(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsoleSettings(host, 0, null, List.of(), null))
                .withMessageContaining("SIAMESE_CONSOLE_TOKEN");
        assertThat(new ConsoleSettings(host, 0, "0123456789abcdef", List.of(), null).host())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789 abcdef", "0123456789abcdeé", "0123456789abc#def"})
    void refusesATokenThatIsShortOrDoesNotFitAnAddress(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsoleSettings("127.0.0.1", 0, token, List.of(), null))
                .withMessageContaining("16 characters")
                .withMessageNotContaining("0123456789");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesAPortThatIsNone(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsoleSettings("127.0.0.1", port, null, List.of(), null))
                .withMessageContaining("port " + port);
    }

    @Test
    void asksAServiceOverHttpOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ConsoleSettings("127.0.0.1", 0, null, List.of(), URI.create("file:///etc/passwd")))
                .withMessageContaining("service address");
    }
}
