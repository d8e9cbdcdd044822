package io.siamese.testbed.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchEnvironmentTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"encoder.provider=CUDA", "encoder.batch=1024", "encoder.threads=2"})
    void takesWhatTheEncoderRunsOnWhereAllArmsRunOnIt(String setting) {
        assertThatCode(() -> BenchEnvironment.checkSettings(List.of(setting), true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BenchEnvironment.checkSettings(List.of(setting), false))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("only bench real and bench latency");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"encoder.workers=4", "encoder.device.id=1", "commit.interval.ms=1000"})
    void takesOtherSettingsAnyway(String setting) {
        assertThatCode(() -> BenchEnvironment.checkSettings(List.of(setting), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"encoder.model=m.onnx", "topics.prefix=x", "application.id=x"})
    void refusesWhatLabelsRestOn(String setting) {
        assertThatThrownBy(() -> BenchEnvironment.checkSettings(List.of(setting), true))
                .isInstanceOf(BenchFailure.class);
    }
}
