package io.siamese.trainer.data.compound;

import io.siamese.trainer.data.GroupMaker;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.MadeUpClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes up alphabets whose characters are put together from two real characters. The few parts of an alphabet come back in many
 * of its characters, so most of these differ from another one by a part or by its place. Every stroke was drawn by a person.
 */
public final class CompoundAlphabets implements GroupMaker {

    private static final int FIRST_PARTS = 6;
    private static final int SECOND_PARTS = 5;
    private static final int LAYOUTS = 2;
    private static final int TRIES = 200;

    private final List<ImageClass> classes;
    private final Map<String, List<ImageClass>> groups;

    /** @param classes that parts are taken from, ink */
    public CompoundAlphabets(List<ImageClass> classes) {
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("compounds: no class to put together");
        }
        this.classes = List.copyOf(classes);
        groups = classes.stream().collect(Collectors.groupingBy(ImageClass::group));
    }

    /** Fewer classes where the parts that were drawn do not make so many. */
    @Override
    public List<MadeUpClass> makeUpGroup(int count, SplittableRandom random) {
        List<ImageClass> group = anyGroup(random);
        List<ImageClass> others = random.nextBoolean() ? group : anyGroup(random);
        List<ImageClass> first = drawParts(FIRST_PARTS, index -> group.get(random.nextInt(group.size())));
        List<ImageClass> second = drawParts(SECOND_PARTS, index -> others.get(random.nextInt(others.size())));
        List<CompoundLayout> layouts = drawParts(LAYOUTS, index -> CompoundLayout.draw(random));
        Set<CompoundCharacter> characters = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && characters.size() < count; i++) {
            characters.add(new CompoundCharacter(
                    first.get(random.nextInt(first.size())),
                    second.get(random.nextInt(second.size())),
                    layouts.get(random.nextInt(layouts.size()))));
        }
        return List.copyOf(characters);
    }

    private static <T> List<T> drawParts(int most, IntFunction<T> draw) {
        return IntStream.range(0, most).mapToObj(draw).distinct().toList();
    }

    /** In proportion to its classes. */
    private List<ImageClass> anyGroup(SplittableRandom random) {
        return Objects.requireNonNull(
                groups.get(classes.get(random.nextInt(classes.size())).group()));
    }
}
