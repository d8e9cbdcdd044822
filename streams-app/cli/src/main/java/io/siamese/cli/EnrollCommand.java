package io.siamese.cli;

import io.siamese.client.Enrolment;
import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ExemplarTerms;
import io.siamese.client.FileBytes;
import io.siamese.client.ImageFiles;
import io.siamese.client.StatusWatcher;
import io.siamese.client.StatusWatcher.KeyedStatus;
import io.siamese.client.Subjects;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Publishes exemplars, and waits until each is enrolled. */
@Command(
        name = "enroll",
        description = "Enrol images: of one subject, or of a folder in which each leaf folder is a subject.")
final class EnrollCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--gallery", defaultValue = "default", description = "The gallery. Default: ${DEFAULT-VALUE}.")
    private String gallery = "default";

    @Option(names = "--subject", description = "Whose images the files are.")
    private @Nullable String subject;

    @Option(names = "--exemplar", description = "The name of the one file's exemplar. Default: the file's name.")
    private @Nullable String exemplar;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "A folder at any depth: the leaf folder is the subject, the file's name the exemplar.")
    private @Nullable Path images;

    @Option(names = "--negative", description = "They look like the subject and are not.")
    private boolean negative;

    @Option(
            names = "--valid-until",
            paramLabel = "TIME",
            description =
                    "Compare them with images of before this time, as in 2027-01-31T00:00:00Z. Default: until revoked.")
    private @Nullable Instant validUntil;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Write the one record's value to a file instead, for another client to publish.")
    private @Nullable Path file;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for the status of each exemplar (default), or with --no-wait do not.")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds without any status after which to give up. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    @Parameters(paramLabel = "FILE", description = "Image files of --subject.")
    private List<Path> files = new ArrayList<>();

    private final Map<EnrolmentStatus, Integer> counts = new EnumMap<>(EnrolmentStatus.class);
    private int failures;
    private long epoch = -1;

    @Override
    public Integer call() {
        checkUsage();
        AppConfig config = options.config();
        FileBytes bytes = new FileBytes(config.contract().maxImageBytes());
        ExemplarTerms terms = new ExemplarTerms(negative ? ExemplarKind.NEGATIVE : ExemplarKind.POSITIVE, validUntil);
        if (file != null) {
            return write(terms, bytes, file);
        }
        List<Path> found = found();
        Iterator<Enrolment.Item> items = found.stream()
                .map(file -> item(file, bytes))
                .filter(Objects::nonNull)
                .iterator();
        try (StatusWatcher watcher = StatusWatcher.open(config.contract());
                ExemplarPublisher publisher = ExemplarPublisher.open(config.contract(), terms);
                Progress progress = new Progress("enroll", found.size())) {
            Enrolment enrolment = new Enrolment(publisher, watcher, Duration.ofSeconds(timeout));
            if (wait) {
                enrolment
                        .run(items, answer -> {
                            report(answer);
                            progress.step();
                        })
                        .forEach(key -> fail(key + ": no status came within " + timeout + " s; is the app running?"));
                out().println(summary());
            } else {
                enrolment.publish(items);
            }
        }
        return failures == 0 ? OK : FAILED;
    }

    private int write(ExemplarTerms terms, FileBytes bytes, Path to) {
        Enrolment.Item item = item(files.get(0), bytes);
        if (item == null) {
            return FAILED;
        }
        try {
            byte[] image = Objects.requireNonNull(item.image(), "an image to enrol");
            Files.write(to, new SingleObjectWriter().write("exemplars", terms.exemplar(item.key(), image)));
            return OK;
        } catch (IOException e) {
            throw new CommandFailure(to + " cannot be written: " + e.getMessage());
        }
    }

    private void checkUsage() {
        if ((subject == null) == (images == null)) {
            throw wrong("give either --subject SUBJECT FILE... or --images DIR");
        }
        if (subject != null && files.isEmpty()) {
            throw wrong("name the image files of --subject " + subject);
        }
        if (images != null && !files.isEmpty()) {
            throw wrong("--images takes no files beside it");
        }
        if (file != null && files.size() != 1) {
            throw wrong("--file takes the value of one --subject's one FILE");
        }
        if (timeout < 1) {
            throw wrong("--timeout is 1 or more seconds");
        }
        if (exemplar != null && files.size() != 1) {
            throw wrong("--exemplar names the exemplar of one file");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private List<Path> found() {
        ImageFiles finder = new ImageFiles((path, why) -> fail(path + ": " + why));
        return finder.below(images == null ? files : List.of(images));
    }

    private Enrolment.@Nullable Item item(Path file, FileBytes bytes) {
        try {
            return new Enrolment.Item(naming().apply(file), bytes.read(file));
        } catch (IOException | IllegalArgumentException e) {
            fail(file + ": " + (e instanceof IOException && e.getMessage() == null ? e : e.getMessage()));
            return null;
        }
    }

    private Function<Path, ExemplarKey> naming() {
        if (images != null) {
            return new Subjects(images, gallery)::key;
        }
        return file -> new ExemplarKey(
                gallery, Subjects.nfc(String.valueOf(subject)), exemplar == null ? Subjects.name(file) : exemplar);
    }

    private void report(KeyedStatus answer) {
        EnrolmentStatus status = answer.status().getStatus();
        counts.merge(status, 1, Integer::sum);
        epoch = Math.max(epoch, answer.status().getGalleryEpoch());
        if (status != EnrolmentStatus.ENROLLED && status != EnrolmentStatus.FLAGGED) {
            fail(answer.key() + ": " + status + " " + answer.status().getReason());
        }
    }

    private String summary() {
        return "enrolled " + counts.getOrDefault(EnrolmentStatus.ENROLLED, 0)
                + ", flagged " + counts.getOrDefault(EnrolmentStatus.FLAGGED, 0)
                + ", failed " + failures
                + ", epoch " + epoch;
    }

    private void fail(String line) {
        failures++;
        complain(line);
    }
}
