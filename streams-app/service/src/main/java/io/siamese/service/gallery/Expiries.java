package io.siamese.service.gallery;

import org.jspecify.annotations.Nullable;

/**
 * How many subjects can be candidates until when: a multiset of instants, as a treap whose priorities are hashes of the
 * instants. Immutable: a change copies a path of logarithmic length.
 *
 * @param forever subjects without an end
 * @param root of those with one; null: none
 */
record Expiries(int forever, @Nullable Node root) {
    /**
     * @param at the instant
     * @param count subjects that end there
     * @param total subjects of this node and below
     */
    record Node(
            long at,
            int count,
            int total,
            @Nullable Node left,
            @Nullable Node right) {
        static Node of(long at, int count, @Nullable Node left, @Nullable Node right) {
            return new Node(at, count, count + sizeOf(left) + sizeOf(right), left, right);
        }

        boolean isAbove(@Nullable Node other) {
            return other == null || priority() > other.priority();
        }

        private long priority() {
            long hash = (at ^ at >>> 30) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
            return hash ^ hash >>> 31;
        }
    }

    static Expiries none() {
        return new Expiries(0, null);
    }

    /** Subjects that end after an instant. */
    int after(long at) {
        int after = forever;
        Node node = root;
        while (node != null) {
            if (node.at() > at) {
                after += node.count() + sizeOf(node.right());
                node = node.left();
            } else {
                node = node.right();
            }
        }
        return after;
    }

    /** With one more subject ({@code by} 1) or one fewer (-1) that ends at an instant; {@link Long#MAX_VALUE}: never. */
    Expiries changed(long at, int by) {
        return at == Long.MAX_VALUE ? new Expiries(forever + by, root) : new Expiries(forever, changed(root, at, by));
    }

    private static @Nullable Node changed(@Nullable Node node, long at, int by) {
        if (node == null) {
            return Node.of(at, by, null, null);
        }
        if (at < node.at()) {
            Node left = changed(node.left(), at, by);
            return left == null || node.isAbove(left)
                    ? Node.of(node.at(), node.count(), left, node.right())
                    : Node.of(
                            left.at(),
                            left.count(),
                            left.left(),
                            Node.of(node.at(), node.count(), left.right(), node.right()));
        }
        if (at > node.at()) {
            Node right = changed(node.right(), at, by);
            return right == null || node.isAbove(right)
                    ? Node.of(node.at(), node.count(), node.left(), right)
                    : Node.of(
                            right.at(),
                            right.count(),
                            Node.of(node.at(), node.count(), node.left(), right.left()),
                            right.right());
        }
        return node.count() + by == 0
                ? merged(node.left(), node.right())
                : Node.of(at, node.count() + by, node.left(), node.right());
    }

    private static @Nullable Node merged(@Nullable Node left, @Nullable Node right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.isAbove(right)
                ? Node.of(left.at(), left.count(), left.left(), merged(left.right(), right))
                : Node.of(right.at(), right.count(), merged(left, right.left()), right.right());
    }

    private static int sizeOf(@Nullable Node node) {
        return node == null ? 0 : node.total();
    }
}
