package io.siamese.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck hosts = new HostCheck(List.of("Console.example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8088",
                "LOCALHOST:1",
                "127.0.0.1:8088",
                "10.1.2.3",
                "[::1]:8088",
                "[fe80::1]",
                "console.example.org:443",
                "CONSOLE.example.org"
            })
    void acceptsItsNamesAndAddressesInNumbers(String host) {
        assertThat(hosts.accepts(host)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8088",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1@evil.example",
                "console.example.org.evil.example",
                "localhost:8088:8088",
                "[::1].evil.example"
            })
    void refusesEveryOtherName(String host) {
        assertThat(hosts.accepts(host)).isFalse();
    }
}
