package io.xapid.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-3, -3",
        "0.25, 0.25",
        "0.1, 0.1",
        "60.1, 60.1",
        "0.30000000000000004, 0.3",
        "1e20, 1e+20",
        "-1e20, -1e+20",
        "1e15, 1000000000000000",
        "1e16, 1e+16",
        "1234567890123456, 1234567890123456",
        "12345678901234567, 1.234567890123457e+16",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000012345, 1.2345e-05",
        "1.7976931348623157e308, 1.797693134862316e+308",
        "4.9e-324, 4.940656458412465e-324",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf",
        "9.9999999999999999e22, 9.999999999999999e+22",
        "9.99999999999999995e3, 10000"
    })
    void writesWhatClientsOfTheReferenceRead(double value, String text) {
        assertThat(FloatText.of(value)).isEqualTo(text);
    }

    @Test
    void keepsFifteenDigitsOfAnyOrdinaryNumber() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Math.abs(value) > Double.MIN_NORMAL && Double.isFinite(value)) {
                double back = Double.parseDouble(FloatText.of(value));
                assertThat(Math.abs(back - value))
                        .as("seed %d value %s", seed, value)
                        .isLessThanOrEqualTo(1e-15 * Math.abs(value));
            }
        }
    }
}
