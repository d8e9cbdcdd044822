package io.siamese.testbed.demo;

import io.siamese.client.BoundedFileReader;
import io.siamese.client.ExemplarNaming;
import io.siamese.client.ImageFiles;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.card.ModelCard;
import io.siamese.schemas.key.ExemplarKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a folder of classes: each leaf folder is a subject. Groups that the encoder was made with are left out. */
final class FolderImages {

    private static final int MOST_SUBJECTS = 60;

    private final Path folder;
    private final Set<String> seen;
    private final BoundedFileReader bytes;

    /** @param card names the groups, such as alphabets, that the encoder was trained, selected and calibrated on */
    FolderImages(Path folder, ModelCard card, BoundedFileReader bytes) {
        this.folder = folder;
        this.seen = Stream.of(card.trained(), card.selected(), card.calibrated())
                .filter(Objects::nonNull)
                .map(DataUse::groups)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(HashSet::new));
        this.bytes = bytes;
    }

    /**
     * At most {@value #MOST_SUBJECTS} subjects, drawn with the seed.
     *
     * @throws IllegalArgumentException if the folder cannot be read, or holds too few subjects
     */
    DemoImages chooseSubjects(long seed) {
        List<DemoSubject> all = subjects();
        List<DemoSubject> unseen =
                all.stream().filter(subject -> !wasTrainedOn(subject.name())).toList();
        boolean heldOut = unseen.size() >= DemoImages.LEAST_SUBJECTS;
        List<DemoSubject> chosen = new ArrayList<>(heldOut ? unseen : all);
        Collections.shuffle(chosen, new Random(seed));
        return new DemoImages(
                folder + ": " + Math.min(MOST_SUBJECTS, chosen.size()) + " of " + all.size() + " subjects"
                        + provenance(heldOut, unseen.size() < all.size()),
                chosen.subList(0, Math.min(MOST_SUBJECTS, chosen.size())));
    }

    private static String provenance(boolean heldOut, boolean someSeen) {
        if (!heldOut) {
            return ", which the model's card names as seen in its making: the figures flatter it";
        }
        return someSeen ? ", of groups that the model's card names as held out" : "";
    }

    private boolean wasTrainedOn(String subject) {
        return seen.contains(subject.split("/", 2)[0]);
    }

    private List<DemoSubject> subjects() {
        ExemplarNaming names = new ExemplarNaming(folder, "demo");
        Map<String, List<Callable<byte[]>>> images = new TreeMap<>();
        ImageFiles files = new ImageFiles((path, why) -> {
            throw new IllegalArgumentException("--images " + path + ": " + why);
        });
        for (Path file : files.below(folder)) {
            ExemplarKey key = names.key(file);
            images.computeIfAbsent(key.subject(), subject -> new ArrayList<>()).add(() -> bytes.read(file));
        }
        return images.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= DemoImages.LEAST_IMAGES)
                .map(entry -> new DemoSubject(entry.getKey(), entry.getValue()))
                .toList();
    }
}
