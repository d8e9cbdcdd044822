package io.siamese.trainer.data.madeup;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Changes one stroke of a character, because most false matches are of characters that differ by one. */
final class MinimalPair {

    private static final int MOST_PARTS = 5;
    private static final double SHORTER = 0.5;
    private static final double LONGER = 1.8;

    private final PartSource source;
    private final SplittableRandom random;

    MinimalPair(PartSource source, SplittableRandom random) {
        this.source = source;
        this.random = random;
    }

    /** The same strokes but for one, which is exchanged, added, left out, made shorter or longer, or moved. */
    List<StrokePart> changeOneStroke(List<StrokePart> parts) {
        List<StrokePart> changed = new ArrayList<>(parts);
        int at = random.nextInt(parts.size());
        switch (random.nextInt(5)) {
            case 0 -> exchange(changed, at);
            case 1 -> addOrExchange(changed, at);
            case 2 -> dropOrAdd(changed);
            case 3 -> scaleOrExchange(changed, at);
            default -> moveOrAdd(changed, at);
        }
        return changed;
    }

    /** The new stroke lies where the old one did, but for a dot, which would be no other dot there. */
    private void exchange(List<StrokePart> parts, int at) {
        StrokePart another = source.another(parts, random);
        parts.set(
                at,
                another.shape().isDot()
                        ? another
                        : another.joinedBy(parts.get(at).joint()));
    }

    private void addOrExchange(List<StrokePart> parts, int at) {
        if (parts.size() < MOST_PARTS) {
            parts.add(source.another(parts, random));
        } else {
            exchange(parts, at);
        }
    }

    /** A smaller or larger dot would be the same character by another hand. */
    private void scaleOrExchange(List<StrokePart> parts, int at) {
        StrokePart part = parts.get(at);
        if (part.shape().isDot()) {
            exchange(parts, at);
        } else {
            parts.set(at, part.scaledBy(parts.size() > 1 && random.nextBoolean() ? SHORTER : LONGER));
        }
    }

    private void dropOrAdd(List<StrokePart> parts) {
        if (parts.size() == 1) {
            parts.add(source.another(parts, random));
            return;
        }
        int[] droppable = IntStream.range(0, parts.size())
                .filter(at -> parts.stream().noneMatch(each -> each.joint().stroke() == at))
                .toArray();
        int dropped = droppable[random.nextInt(droppable.length)];
        parts.remove(dropped);
        parts.replaceAll(each -> each.joinedBy(each.joint().without(dropped)));
    }

    private void moveOrAdd(List<StrokePart> parts, int at) {
        StrokePart part = parts.get(at);
        if (at == 0 || part.shape().isDot()) {
            addOrExchange(parts, at);
            return;
        }
        Joint joint = part.joint();
        double along = (joint.along() + 0.35 + 0.3 * random.nextDouble()) % 1;
        Joint moved =
                joint.stroke() < 0 ? Joints.drawJoined(at, random) : Joint.joinedTo(joint.stroke(), along, joint.own());
        parts.set(at, part.joinedBy(moved));
    }
}
