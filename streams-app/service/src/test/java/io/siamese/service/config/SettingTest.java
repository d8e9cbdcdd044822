package io.siamese.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "http://user:secret@registry:8081/path, http://***@registry:8081/path",
        "user:secret@registry:8081, ***@registry:8081",
        "htp://user:sec@ret@registry, htp://***@registry",
        "localhost:9092, localhost:9092"
    })
    void showsNoCredentials(String value, String shown) {
        assertThat(Setting.withoutCredentials(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:secret@registry:8081", "htp://user:secret@registry", "http://us er:secret@registry"})
    void aMistypedRegistryIsRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> AppConfig.load(ConfigSources.ofFlags("schema.registry.url=" + url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }
}
