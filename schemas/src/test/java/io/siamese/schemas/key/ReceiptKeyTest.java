package io.siamese.schemas.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptKeyTest {

    @Test
    void isReadAsItIsWritten() {
        // Given
        ReceiptKey key = new ReceiptKey(41, "door/alice/");

        // Then
        assertThat(key.text()).isEqualTo("~receipt/41/door/alice/");
        assertThat(ReceiptKey.parse(key.text())).contains(key);
    }

    @ParameterizedTest(name = "key {0}")
    @ValueSource(strings = {"door/alice/", "~receipt/", "~receipt/41/", "~receipt/x/a/b/c", "~policy/door", ""})
    void anyOtherKeyIsNoneOfAReceipt(String key) {
        assertThat(ReceiptKey.parse(key)).isEmpty();
    }
}
