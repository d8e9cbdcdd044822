package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SubjectExpiriesPropertyTest {
    @Property
    void countsWhatAListCounts(@ForAll @Size(max = 300) List<@LongRange(min = 0, max = 40) Long> instants) {
        // Given
        SubjectExpiries expiries = SubjectExpiries.none();
        List<Long> plain = new ArrayList<>();
        for (Long instant : instants) {
            long end = instant == 40 ? Long.MAX_VALUE : instant;

            // When
            boolean removed = plain.size() % 3 == 2 && plain.remove(end);
            expiries = removed ? expiries.minusEnd(end) : expiries.plusEnd(end);
            if (!removed) {
                plain.add(end);
            }

            // Then
            for (long at = -1; at <= 41; at++) {
                long time = at;
                assertThat(expiries.countValidAfter(time)).isEqualTo((int)
                        plain.stream().filter(known -> known > time).count());
            }
        }
    }
}
