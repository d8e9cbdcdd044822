package io.siamese.service.gallery;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from names. Immutable: a change gives another version, which shares with this one all but a path of a few small
 * nodes (a hash trie of 16 ways). Names of equal hash code share a chain.
 */
final class NameMap<V> {
    private static final int BITS = 4;
    private static final int WAYS = 1 << BITS;
    /** A longer chain becomes a node, while there are bits of the hash left to tell its names apart. */
    private static final int CHAIN = 4;

    private record Entry<V>(String name, V value, @Nullable Entry<V> next) {}

    /** A slot is empty, an {@link Entry} or another node's slots. */
    private final Object[] root;

    private final int size;

    NameMap() {
        this(new Object[WAYS], 0);
    }

    private NameMap(Object[] root, int size) {
        this.root = root;
        this.size = size;
    }

    int size() {
        return size;
    }

    @Nullable
    V get(String name) {
        int hash = hash(name);
        Object at = root;
        for (int shift = 0; at instanceof Object[] slots; shift += BITS) {
            at = slots[hash >>> shift & WAYS - 1];
        }
        for (Entry<V> entry = entry(at); entry != null; entry = entry.next()) {
            if (entry.name().equals(name)) {
                return entry.value();
            }
        }
        return null;
    }

    /** Calls back for each, in no order. */
    void forEach(BiConsumer<String, V> each) {
        forEach(root, each);
    }

    private static <V> void forEach(Object[] slots, BiConsumer<String, V> each) {
        for (Object slot : slots) {
            if (slot instanceof Object[] below) {
                forEach(below, each);
            } else {
                for (Entry<V> entry = entry(slot); entry != null; entry = entry.next()) {
                    each.accept(entry.name(), entry.value());
                }
            }
        }
    }

    NameMap<V> with(String name, V value) {
        boolean isNew = get(name) == null;
        return new NameMap<>(with(root, 0, hash(name), name, value), isNew ? size + 1 : size);
    }

    NameMap<V> without(String name) {
        return get(name) == null ? this : new NameMap<>(without(root, 0, hash(name), name), size - 1);
    }

    private Object[] with(Object[] slots, int shift, int hash, String name, V value) {
        Object[] changed = slots.clone();
        int way = hash >>> shift & WAYS - 1;
        changed[way] = slots[way] instanceof Object[] below
                ? with(below, shift + BITS, hash, name, value)
                : grown(new Entry<>(name, value, dropped(entry(slots[way]), name)), shift + BITS);
        return changed;
    }

    private Object grown(Entry<V> chain, int shift) {
        int length = 0;
        for (Entry<V> entry = chain; entry != null; entry = entry.next()) {
            length++;
        }
        if (length <= CHAIN || shift >= Integer.SIZE) {
            return chain;
        }
        Object[] slots = new Object[WAYS];
        for (Entry<V> entry = chain; entry != null; entry = entry.next()) {
            int way = hash(entry.name()) >>> shift & WAYS - 1;
            slots[way] = new Entry<>(entry.name(), entry.value(), entry(slots[way]));
        }
        return slots;
    }

    private Object[] without(Object[] slots, int shift, int hash, String name) {
        Object[] changed = slots.clone();
        int way = hash >>> shift & WAYS - 1;
        changed[way] = slots[way] instanceof Object[] below
                ? without(below, shift + BITS, hash, name)
                : dropped(entry(slots[way]), name);
        return changed;
    }

    private static <V> @Nullable Entry<V> dropped(@Nullable Entry<V> chain, String name) {
        if (chain == null) {
            return null;
        }
        return chain.name().equals(name)
                ? chain.next()
                : new Entry<>(chain.name(), chain.value(), dropped(chain.next(), name));
    }

    @SuppressWarnings("unchecked")
    private static <V> @Nullable Entry<V> entry(@Nullable Object slot) {
        return (Entry<V>) slot;
    }

    private static int hash(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 16;
    }
}
