package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.testbed.bench.BenchFigure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2.4e-7, 2.4e-07",
        "-0.0031, -3.1e-03",
        "0.0099, 9.9e-03",
        "0.01, 0.01",
        "0, 0.00",
        "1.234, 1.23",
        "NaN, NaN",
        "123456, '123,456'"
    })
    void printsSmallNumbersAsSmallNumbers(double value, String printed) {
        BenchFigure figure = new BenchFigure("GPU", "greatest difference", value, "", null);

        assertThat(BenchCommand.formatFigure(figure)).matches("  greatest difference +" + printed);
    }
}
