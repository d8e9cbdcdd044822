package io.siamese.cli;

import io.siamese.client.ArrivingAnswers;
import io.siamese.client.BoundedFileReader;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarNaming;
import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ExemplarTerms;
import io.siamese.client.ImageAddress;
import io.siamese.client.ImageFiles;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Publishes exemplars, and waits until each is enrolled. */
@Command(
        name = "enroll",
        description = "Enrol images: of one subject, or of a folder in which each leaf folder is a subject.",
        footer = {
            "",
            "Files are looked at before they are sent. In a folder, a file that is no image is skipped and listed,",
            "such as README.txt. A file is a failure if it was named itself, is called like an image and is none, or is",
            "an image of a kind that is not read, such as HEIC.",
            "",
            "Exit code 0: everything but the skipped files was enrolled. 1: something failed; each failure is listed,",
            "and the rest was enrolled. 2: it was asked for wrongly, and nothing was sent."
        })
final class EnrollCommand extends Verb {

    private static final byte[] NO_BYTES = {};

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

    @Mixin
    private RegionOptions region = new RegionOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

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
    private int published;
    private int failures;
    private int skipped;
    private long epoch = -1;

    /** @param image its bytes; none: it lies where the terms say */
    private record NamedImage(ExemplarKey key, byte[] image, ExemplarTerms terms) {}

    @Override
    public Integer call() {
        checkUsage();
        AppConfig config = options.loadConfig();
        BoundedFileReader bytes = new BoundedFileReader(
                store.isGiven()
                        ? config.imageUris().maxBytes()
                        : config.contract().maxImageBytes());
        ExemplarTerms terms = new ExemplarTerms(
                negative ? ExemplarKind.NEGATIVE : ExemplarKind.POSITIVE,
                validUntil,
                region.crop(),
                region.points(),
                null);
        if (file != null) {
            return writeRecord(terms, bytes, file, config.contract().sealing());
        }
        Set<Path> asked = new HashSet<>(files);
        List<Path> found = findFiles().stream()
                .filter(file -> isImage(file, asked.contains(file)))
                .toList();
        Iterator<NamedImage> named = found.stream()
                .map(file -> nameImage(file, bytes, terms))
                .filter(Objects::nonNull)
                .iterator();
        if (wait) {
            enrolAndWait(named, found.size(), config.contract());
            out().println(summary());
        } else {
            publish(named, config.contract());
            out().println("published " + published + ", failed " + failures + ", skipped " + skipped);
        }
        return failures == 0 ? OK : FAILED;
    }

    private void enrolAndWait(Iterator<NamedImage> named, int count, ContractSettings settings) {
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, ArrivingAnswers.NO_TIMEOUT);
                TerminalProgress progress = new TerminalProgress("enroll", count)) {
            ArrivingAnswers<ExemplarStatus> statuses = new ArrivingAnswers<>((key, status) -> {
                reportStatus(key, status);
                progress.countStep();
            });
            named.forEachRemaining(
                    one -> statuses.add(one.key().text(), requests.enrol(one.key(), one.image(), one.terms())));
            statuses.await(Duration.ofSeconds(timeout))
                    .forEach(key ->
                            countFailure(key + ": no status came within " + timeout + " s; is the app running?"));
        }
    }

    private void publish(Iterator<NamedImage> named, ContractSettings settings) {
        try (ExemplarPublisher publisher = ExemplarPublisher.open(settings)) {
            ArrivingAnswers<RecordMetadata> written = new ArrivingAnswers<>((key, place) -> published++);
            named.forEachRemaining(
                    one -> written.add(one.key().text(), publisher.enrol(one.key(), one.image(), one.terms())));
            publisher.flush();
            written.await(Duration.ofSeconds(timeout))
                    .forEach(key -> countFailure(key + ": could not be written within " + timeout + " s"));
        }
    }

    private int writeRecord(ExemplarTerms terms, BoundedFileReader bytes, Path to, Sealing sealing) {
        NamedImage one = isImage(files.get(0), true) ? nameImage(files.get(0), bytes, terms) : null;
        if (one == null) {
            return FAILED;
        }
        try {
            byte[] image = store.isGiven() ? one.image() : sealing.seal(one.image(), SealedPlace.exemplar(one.key()));
            Files.write(
                    to, new SingleObjectWriter().write("exemplars", one.terms().exemplar(one.key(), image)));
            return OK;
        } catch (SealException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(to + " cannot be written: " + e.getMessage());
        }
    }

    private void checkUsage() {
        if ((subject == null) == (images == null)) {
            throw usageError("give either --subject SUBJECT FILE... or --images DIR");
        }
        if (subject != null && files.isEmpty()) {
            throw usageError("name the image files of --subject " + subject);
        }
        if (images != null && !files.isEmpty()) {
            throw usageError("--images takes no files beside it");
        }
        if (file != null && files.size() != 1) {
            throw usageError("--file takes the value of one --subject's one FILE");
        }
        if (timeout < 1) {
            throw usageError("--timeout is 1 or more seconds");
        }
        if (exemplar != null && files.size() != 1) {
            throw usageError("--exemplar names the exemplar of one file");
        }
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private List<Path> findFiles() {
        ImageFiles finder = new ImageFiles((path, why) -> countFailure(path + ": " + why));
        return finder.below(images == null ? files : List.of(images));
    }

    /** Whether a file is to be enrolled. One that is not is listed. */
    private boolean isImage(Path file, boolean askedFor) {
        try {
            FirstBytes first = FirstBytes.examine(file, askedFor);
            switch (first.verdict()) {
                case FAIL -> countFailure(file + ": " + first.why());
                case SKIP -> countSkipped(file + ": " + first.why());
                default -> {
                    return true;
                }
            }
        } catch (IOException e) {
            countFailure(file + ": cannot be read, " + e);
        }
        return false;
    }

    private @Nullable NamedImage nameImage(Path file, BoundedFileReader bytes, ExemplarTerms terms) {
        try {
            ExemplarKey key = namingRule().apply(file);
            byte[] image = bytes.read(file);
            ImageAddress address = store.address(file, images == null ? files : List.of(images), image);
            return address == null
                    ? new NamedImage(key, image, terms)
                    : new NamedImage(key, NO_BYTES, terms.at(address));
        } catch (IOException | IllegalArgumentException e) {
            countFailure(file + ": " + (e instanceof IOException && e.getMessage() == null ? e : e.getMessage()));
            return null;
        }
    }

    private Function<Path, ExemplarKey> namingRule() {
        if (images != null) {
            return new ExemplarNaming(images, gallery)::key;
        }
        return file -> ExemplarNaming.key(
                gallery, String.valueOf(subject), exemplar == null ? ExemplarNaming.name(file) : exemplar);
    }

    private void reportStatus(String key, ExemplarStatus answer) {
        EnrolmentStatus status = answer.getStatus();
        counts.merge(status, 1, Integer::sum);
        epoch = Math.max(epoch, answer.getGalleryEpoch());
        if (status != EnrolmentStatus.ENROLLED && status != EnrolmentStatus.FLAGGED) {
            countFailure(key + ": " + status + " " + answer.getReason());
        }
    }

    private String summary() {
        return "enrolled " + counts.getOrDefault(EnrolmentStatus.ENROLLED, 0)
                + ", flagged " + counts.getOrDefault(EnrolmentStatus.FLAGGED, 0)
                + ", failed " + failures
                + ", skipped " + skipped
                + ", epoch " + epoch;
    }

    private void countSkipped(String line) {
        skipped++;
        complain("skipped " + line);
    }

    private void countFailure(String line) {
        failures++;
        complain(line);
    }
}
