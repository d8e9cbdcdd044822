package io.siamese.cli;

import io.siamese.client.ArrivingAnswers;
import io.siamese.client.BoundedFileReader;
import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.ImageAddress;
import io.siamese.client.ImageFiles;
import io.siamese.client.ImagePublisher;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.json.EventJson;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.service.config.AppConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Publishes images, and prints the decision of each. */
@Command(
        name = "publish",
        description = "Publish images and print the decision of each, one JSON line an image, as they are decided.")
final class PublishCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--gallery", defaultValue = "default", description = "The gallery. Default: ${DEFAULT-VALUE}.")
    private String gallery = "default";

    @Option(
            names = "--claim",
            paramLabel = "SUBJECT",
            description = "Verify that the images show this subject. Without it, the gallery is searched.")
    private @Nullable String claim;

    @Option(names = "--bare", description = "Publish the files' own bytes with headers, not Avro records.")
    private boolean bare;

    @Option(
            names = "--min-epoch",
            paramLabel = "EPOCH",
            description = "Decide no earlier than at this epoch of the gallery.")
    private @Nullable Long minEpoch;

    @Mixin
    private RegionOptions region = new RegionOptions();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for the decisions (default), or with --no-wait do not.")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds without any decision after which to give up. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Image files, or folders of them at any depth.")
    private List<Path> paths = new ArrayList<>();

    private final EventJson json = new EventJson();
    private int failures;

    @Override
    public Integer call() {
        if (bare && store.isGiven()) {
            throw new ParameterException(spec().commandLine(), "--at needs Avro records: leave out --bare");
        }
        AppConfig config = options.loadConfig();
        BoundedFileReader bytes = new BoundedFileReader(
                store.isGiven()
                        ? config.imageUris().maxBytes()
                        : 2L * config.contract().maxImageBytes());
        Iterator<DecisionRequest> images = findFiles().stream()
                .map(file -> request(file, bytes))
                .filter(Objects::nonNull)
                .iterator();
        if (wait) {
            publishAndWait(images, config.contract());
        } else {
            publish(images, config.contract());
        }
        return failures == 0 ? OK : FAILED;
    }

    private void publishAndWait(Iterator<DecisionRequest> images, ContractSettings settings) {
        try (DecisionRequests requests = DecisionRequests.open(settings, ArrivingAnswers.NO_TIMEOUT)) {
            ArrivingAnswers<MatchDecision> decisions = new ArrivingAnswers<>((id, decision) -> printDecision(decision));
            images.forEachRemaining(image -> decisions.add(image.imageId(), requests.decide(image)));
            decisions
                    .await(Duration.ofSeconds(timeout))
                    .forEach(id ->
                            countFailure(id + ": no decision came within " + timeout + " s; is the app running?"));
        }
    }

    private void publish(Iterator<DecisionRequest> images, ContractSettings settings) {
        try (ImagePublisher publisher = ImagePublisher.open(settings)) {
            ArrivingAnswers<RecordMetadata> written = new ArrivingAnswers<>((id, place) -> {});
            images.forEachRemaining(image -> written.add(image.imageId(), publisher.publish(image)));
            publisher.flush();
            written.await(Duration.ofSeconds(timeout))
                    .forEach(id -> countFailure(id + ": could not be written within " + timeout + " s"));
        }
    }

    private List<Path> findFiles() {
        return new ImageFiles((path, why) -> countFailure(path + ": " + why)).below(paths);
    }

    private @Nullable DecisionRequest request(Path file, BoundedFileReader bytes) {
        try {
            byte[] image = bytes.read(file);
            ImageAddress address = store.address(file, paths, image);
            DecisionRequest request = new DecisionRequest(
                    file.toString(), gallery, claim, image, bare, minEpoch, region.crop(), region.points(), null);
            return address == null ? request : request.at(address);
        } catch (IOException | IllegalArgumentException e) {
            countFailure(file + ": " + e.getMessage());
            return null;
        }
    }

    private void printDecision(MatchDecision decision) {
        out().println(json.line(decision));
    }

    private void countFailure(String line) {
        failures++;
        complain(line);
    }
}
