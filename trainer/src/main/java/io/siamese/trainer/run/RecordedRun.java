package io.siamese.trainer.run;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Pooling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the name of a run in a checkpoint tells of it. Only runs of preset compact whose last parameters count are read.
 *
 * @param photo whether images are photographs; otherwise they are ink
 * @param steps updates of the whole run
 * @param from the encoder that it started from; empty: it started from drawn weights
 * @param data digest of what it trained on
 */
record RecordedRun(Architecture architecture, boolean photo, int steps, Optional<String> from, String data) {

    private static final Pattern NAME = Pattern.compile("TrainSettings\\[architecture=Architecture\\["
            + "preset=(?<preset>[^,]+), channels=(?<channels>\\d+), size=(?<size>\\d+), widths=\\[(?<widths>[\\d, ]+)],"
            + " strides=\\[(?<strides>[\\d, ]+)], dimension=(?<dimension>\\d+)(, pooling=(?<pooling>[A-Z]+))?], .*?"
            + "(?<photo>, photo=true)?, steps=(?<steps>\\d+), seed=-?\\d+, peakRate=[^,]+(, from=(?<from>[^,]+))?,"
            + " fitSelect=true] on (?<data>[0-9a-f]{64})");

    /** Empty for a run of another kind, such as one that chose its parameters on a select split. */
    static Optional<RecordedRun> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Optional.of(fromParts(parts)) : Optional.empty();
    }

    private static RecordedRun fromParts(Matcher parts) {
        Architecture architecture = new Architecture(
                parts.group("preset"),
                Integer.parseInt(parts.group("channels")),
                Integer.parseInt(parts.group("size")),
                numbers(parts.group("widths")),
                numbers(parts.group("strides")),
                Integer.parseInt(parts.group("dimension")),
                parts.group("pooling") == null ? Pooling.FLAT : Pooling.valueOf(parts.group("pooling")));
        return new RecordedRun(
                architecture,
                parts.group("photo") != null,
                Integer.parseInt(parts.group("steps")),
                Optional.ofNullable(parts.group("from")),
                parts.group("data"));
    }

    private static List<Integer> numbers(String list) {
        return Stream.of(list.split(", ")).map(Integer::valueOf).toList();
    }

    /** Whether it trained on exactly these classes. */
    boolean trainedOn(List<EncodedClass> classes) {
        return DataDigest.digest(classes).equals(data);
    }

    Preprocessing preprocessing() {
        return TrainSettings.preprocessing(architecture, photo);
    }
}
