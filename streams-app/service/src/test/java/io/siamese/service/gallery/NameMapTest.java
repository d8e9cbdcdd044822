package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NameMapTest {

    @Test
    void holdsWhatAHashMapHoldsUnderRandomChanges() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Integer> model = new HashMap<>();
        NameMap<Integer> map = new NameMap<>();

        for (int step = 0; step < 20_000; step++) {
            // When
            String name = name(random.nextInt(3_000));
            if (random.nextInt(3) == 0) {
                map = map.without(name);
                model.remove(name);
            } else {
                map = map.with(name, step);
                model.put(name, step);
            }
        }

        // Then
        assertThat(map.size()).isEqualTo(model.size());
        for (int i = 0; i < 3_000; i++) {
            assertThat(map.get(name(i))).isEqualTo(model.get(name(i)));
        }
    }

    @Test
    void leavesEarlierVersionsAsTheyWere() {
        // Given
        NameMap<Integer> before = new NameMap<Integer>().with("a", 1).with("b", 2);

        // When
        NameMap<Integer> after = before.with("a", 3).without("b").with("c", 4);

        // Then
        assertThat(before.get("a")).isEqualTo(1);
        assertThat(before.get("b")).isEqualTo(2);
        assertThat(before.get("c")).isNull();
        assertThat(after.get("a")).isEqualTo(3);
        assertThat(after.size()).isEqualTo(2);
    }

    /** "Aa" and "BB" have one hash code: 256 names share each. */
    private static String name(int i) {
        StringBuilder name = new StringBuilder().append(i >> 8);
        for (int bit = 0; bit < 8; bit++) {
            name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}
