package io.siamese.service.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExemplarLedgerTest {
    private static final int MANY = 4_500;

    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void openStore() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store = TaskNotes.storeBuilder("ledger").withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void aNewLedgerIsNotComplete() {
        assertThat(new ExemplarLedger(store).isComplete()).isFalse();
    }

    @Test
    void isCompleteOnceEveryPartIsWrittenAndKnowsTheSameAfterARestart() {
        // Given: more exemplars than one transaction takes
        TreeMap<String, Long> exemplars = exemplars(MANY);
        TreeMap<String, Long> erased = new TreeMap<>(Map.of("default/erased/1", 9L));
        ExemplarLedger ledger = new ExemplarLedger(store);

        // When
        int parts = writeAll(ledger, exemplars, erased);

        // Then
        assertThat(parts).isGreaterThan(2);
        assertThat(read(new ExemplarLedger(store))).isEqualTo(new Known(exemplars, erased));
    }

    @Test
    void aRestartBeforeTheLastPartFindsAnIncompleteLedger() {
        // Given
        ExemplarLedger ledger = new ExemplarLedger(store);
        ledger.writePart(exemplars(MANY), new TreeMap<>());

        // Then
        assertThat(new ExemplarLedger(store).isComplete()).isFalse();
    }

    @Test
    void changesBetweenTwoPartsAreKept() {
        // Given: the first part is written, so the first key is in the store and the last one is not
        TreeMap<String, Long> exemplars = exemplars(MANY);
        TreeMap<String, Long> erased = new TreeMap<>();
        ExemplarLedger ledger = new ExemplarLedger(store);
        ledger.writePart(exemplars, erased);
        String first = exemplars.firstKey();
        String last = exemplars.lastKey();

        // When: one of the keys is revoked, one enrolled again, and a new one comes
        exemplars.remove(first);
        ledger.writeChange(first, null, null);
        exemplars.put(last, 77L);
        ledger.writeChange(last, 77L, null);
        exemplars.put("default/a/new", 78L);
        ledger.writeChange("default/a/new", 78L, null);
        writeAll(ledger, exemplars, erased);

        // Then
        assertThat(read(new ExemplarLedger(store))).isEqualTo(new Known(exemplars, erased));
    }

    @Test
    void aLedgerThatIsWrittenAnewForgetsWhatIsGone() {
        // Given: a complete ledger, whose exemplars are then read anew from their topic
        ExemplarLedger ledger = new ExemplarLedger(store);
        writeAll(ledger, exemplars(MANY), new TreeMap<>());
        TreeMap<String, Long> fewer = new TreeMap<>(Map.of("default/subject-00007/1", 7L));

        // When
        ledger.beginAnew();
        boolean completeInBetween = new ExemplarLedger(store).isComplete();
        writeAll(ledger, fewer, new TreeMap<>());

        // Then
        assertThat(completeInBetween).isFalse();
        assertThat(read(new ExemplarLedger(store))).isEqualTo(new Known(fewer, new TreeMap<>()));
    }

    @Test
    void aCompleteLedgerFollowsEveryChange() {
        // Given
        ExemplarLedger ledger = new ExemplarLedger(store);
        writeAll(ledger, exemplars(2), new TreeMap<>());

        // When
        ledger.writeChange("default/subject-00000/1", null, 12L);
        ledger.writeChange("default/subject-00001/1", null, null);
        ledger.writeChange("default/zoe/1", 13L, null);

        // Then
        assertThat(read(new ExemplarLedger(store)))
                .isEqualTo(new Known(Map.of("default/zoe/1", 13L), Map.of("default/subject-00000/1", 12L)));
    }

    private record Known(Map<String, Long> exemplars, Map<String, Long> erased) {}

    private static Known read(ExemplarLedger ledger) {
        assertThat(ledger.isComplete()).isTrue();
        NavigableMap<String, Long> exemplars = new TreeMap<>();
        NavigableMap<String, Long> erased = new TreeMap<>();
        ledger.readInto(exemplars, erased);
        return new Known(exemplars, erased);
    }

    private static int writeAll(
            ExemplarLedger ledger, NavigableMap<String, Long> exemplars, NavigableMap<String, Long> erased) {
        int parts = 0;
        while (!ledger.isComplete()) {
            ledger.writePart(exemplars, erased);
            parts++;
        }
        return parts;
    }

    private static TreeMap<String, Long> exemplars(int count) {
        TreeMap<String, Long> exemplars = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            exemplars.put(String.format(Locale.ROOT, "default/subject-%05d/1", i), (long) i);
        }
        return exemplars;
    }
}
