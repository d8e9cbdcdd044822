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
        StrokePart part = parts.get(at);
        switch (random.nextInt(5)) {
            case 0 -> changed.set(at, source.another(parts, random).joinedBy(part.joint()));
            case 1 -> addOrExchange(changed, at);
            case 2 -> dropOrAdd(changed);
            case 3 -> changed.set(at, part.scaledBy(parts.size() > 1 && random.nextBoolean() ? SHORTER : LONGER));
            default -> moveOrAdd(changed, at);
        }
        return changed;
    }

    private void addOrExchange(List<StrokePart> parts, int at) {
        StrokePart another = source.another(parts, random);
        if (parts.size() < MOST_PARTS) {
            parts.add(another);
        } else {
            parts.set(at, another.joinedBy(parts.get(at).joint()));
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
        if (at == 0) {
            addOrExchange(parts, at);
            return;
        }
        StrokePart part = parts.get(at);
        Joint joint = part.joint();
        double along = (joint.along() + 0.35 + 0.3 * random.nextDouble()) % 1;
        Joint moved =
                joint.stroke() < 0 ? Joints.drawJoined(at, random) : Joint.joinedTo(joint.stroke(), along, joint.own());
        parts.set(at, part.joinedBy(moved));
    }
}
