package io.siamese.cli;

import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.NativeLibraryException;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import io.siamese.schemas.kafka.HangingTransaction;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicFinding;
import io.siamese.schemas.sealing.DataKeys;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.EncoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/** Looks at everything that the service needs; each trouble is a result, never an exception. */
final class Checkup {

    private static final long LEAST_DISK = 1L << 30;
    private static final long MIB = 1L << 20;

    enum Level {
        OK,
        WARNING,
        ERROR
    }

    /**
     * One thing that was looked at.
     *
     * @param detail what was found and, where it is not well, what to do
     */
    record Result(Level level, String what, String detail) {}

    private final AppConfig config;
    private final boolean endsHanging;
    private final List<Result> results = new ArrayList<>();

    /** @param endsHanging whether transactions that hang are ended */
    Checkup(AppConfig config, boolean endsHanging) {
        this.config = config;
        this.endsHanging = endsHanging;
    }

    List<Result> results() {
        checkVersions();
        checkDisk(config.streams().stateDir());
        checkModel();
        checkRegistry(config.contract().schemaRegistryUrl());
        checkBroker();
        return List.copyOf(results);
    }

    private void checkVersions() {
        Runtime runtime = Runtime.getRuntime();
        addResult(
                Level.OK,
                "version",
                "siamese-streams " + VersionText.appVersion() + ", Kafka clients " + AppInfoParser.getVersion());
        addResult(
                Level.OK,
                "java",
                VersionText.javaVersion() + ", " + runtime.availableProcessors() + " cores, heap up to "
                        + runtime.maxMemory() / MIB + " MiB");
    }

    private void checkDisk(Path folder) {
        try {
            Files.createDirectories(folder);
            long free = Files.getFileStore(folder).getUsableSpace();
            boolean little = free < LEAST_DISK;
            addResult(
                    little ? Level.WARNING : Level.OK,
                    "disk",
                    folder + " has " + free / MIB + " MiB free" + (little ? "; set state.dir to a larger one" : ""));
        } catch (IOException e) {
            addResult(Level.ERROR, "disk", "state.dir=" + folder + " cannot be used: " + e);
        }
    }

    private void checkModel() {
        EncoderConfig encoder = config.encoder();
        try {
            ModelFile model = ModelFile.readOrBundled(encoder.model(), encoder.calibration());
            EncoderSettings settings = EncoderSettings.defaults()
                    .withProvider(Provider.valueOf(encoder.provider()))
                    .withDevice(encoder.deviceId(), encoder.deviceMemoryMib())
                    .withIntraOpThreads(encoder.threads());
            // Opening reproduces the golden embeddings of the model card, or fails.
            try (OnnxEncoder opened = OnnxEncoder.open(model, settings)) {
                addResult(
                        Level.OK,
                        "model",
                        (encoder.model() == null ? "bundled" : encoder.model()) + ", encoder " + opened.encoderId()
                                + ", " + opened.dimension() + " dimensions, on " + opened.provider()
                                + ", golden images reproduced");
                opened.insteadOfGpu()
                        .ifPresent(reason ->
                                addResult(Level.WARNING, "provider", "encoder.provider=AUTO took the CPU: " + reason));
            }
            checkCalibration(model);
        } catch (NativeLibraryException e) {
            addResult(Level.ERROR, "library", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            addResult(
                    Level.ERROR,
                    "model",
                    e.getMessage() + "; see encoder.model, encoder.calibration and encoder.provider");
        }
    }

    private void checkCalibration(ModelFile model) {
        model.calibration()
                .ifPresentOrElse(
                        calibration -> addResult(
                                Level.OK,
                                "model",
                                "calibration " + calibration.calibrationId() + " of " + calibration.population()),
                        () -> addResult(Level.WARNING, "model", "no calibration: decisions need policy.threshold"));
    }

    private void checkRegistry(@Nullable String url) {
        if (url == null) {
            return;
        }
        try (SchemaRegistry registry = SchemaRegistry.connect(url)) {
            addResult(Level.OK, "registry", registry.address() + " answers as a schema registry");
        } catch (SchemaLookupException | IllegalArgumentException e) {
            addResult(
                    Level.ERROR, "registry", e.getMessage() + "; docs/configuration.md says which URLs are understood");
        }
    }

    private void checkBroker() {
        String address = config.kafka().bootstrapServers();
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            addResult(Level.OK, "broker", address + " answers, brokers up: " + admin.brokers());
            List<TopicFinding> findings = admin.compare();
            findings.forEach(finding -> addResult(
                    Level.valueOf(finding.severity().name()), "topic", finding.topic() + ": " + finding.detail()));
            if (findings.isEmpty()) {
                addResult(Level.OK, "topics", "all are as the contract says");
            }
            checkOpenTransactions(admin);
            checkImages(admin);
            checkReferences();
            config.contract().sealing().keys().ifPresent(this::checkEncryption);
        } catch (KafkaException e) {
            addResult(
                    Level.ERROR, "broker", address + ": " + e.getMessage() + "; is Kafka running there (--bootstrap)?");
        }
    }

    private void checkOpenTransactions(TopicAdmin admin) {
        try {
            checkTransactions(admin);
        } catch (KafkaException e) {
            addResult(Level.WARNING, "open", "open transactions cannot be looked for: " + e.getMessage());
        }
        try {
            admin.hangingTransactions(config.streams().applicationId()).forEach(hanging -> report(hanging, admin));
        } catch (KafkaException e) {
            addResult(Level.WARNING, "hanging", "transactions that hang cannot be looked for: " + e.getMessage());
        }
    }

    private void report(HangingTransaction hanging, TopicAdmin admin) {
        String what = hanging.partition() + " at " + hanging.startOffset() + ": a transaction of producer "
                + hanging.producerId() + " is open, though the brokers have ended it elsewhere";
        if (endsHanging) {
            end(hanging, what, admin);
        } else {
            addResult(
                    Level.ERROR,
                    "hanging",
                    what + ". Readers of committed records wait behind it for ever; `doctor --end-hanging` ends it");
        }
    }

    private void end(HangingTransaction hanging, String what, TopicAdmin admin) {
        try {
            admin.endTransaction(hanging);
            addResult(Level.OK, "hanging", what + "; ended here too");
        } catch (KafkaException e) {
            addResult(
                    Level.ERROR,
                    "hanging",
                    what + "; it cannot be ended: " + e.getMessage() + ". It takes the right to alter the cluster");
        }
    }

    private void checkTransactions(TopicAdmin admin) {
        OptionalLong longest = admin.longestTransaction();
        String bound = longest.isPresent()
                ? "for up to " + longest.getAsLong() / 1000 + " s (the brokers' transaction.max.timeout.ms)"
                : "for the brokers' transaction.max.timeout.ms, which they do not tell";
        boolean held = false;
        for (Map.Entry<String, Long> lag : new TreeMap<>(admin.heldBack()).entrySet()) {
            // The service's own transactions of the gallery log are short, and ordinary.
            if (lag.getValue() > 0
                    && !lag.getKey().equals(config.topics().names().exemplarEmbeddings())) {
                held = true;
                addResult(
                        Level.WARNING,
                        "open",
                        lag.getKey() + ": " + lag.getValue() + " records wait behind an open transaction " + bound
                                + "; kafka-transactions.sh describe-producers --topic " + lag.getKey()
                                + " names its producer, and docs/events.md the rights that prevent it");
            }
        }
        if (!held) {
            addResult(Level.OK, "open", "no transaction holds records back; whoever may open one can do so " + bound);
        }
    }

    private void checkImages(TopicAdmin admin) {
        admin.deletedUndecided(config.streams().applicationId())
                .forEach(gap -> addResult(
                        Level.ERROR,
                        "images",
                        gap.partition() + ": " + gap.offsets()
                                + " images were deleted before they were decided, offsets " + gap.from() + " to "
                                + (gap.to() - 1) + "; see retention in docs/events.md"));
    }

    private void checkReferences() {
        if (config.imageUris().allowed().isEmpty()) {
            return;
        }
        try {
            ReferenceCheck.Found found = new ReferenceCheck(config).countMissing();
            boolean well = found.gone() == 0 && found.unanswered() == 0;
            addResult(
                    well ? Level.OK : Level.WARNING,
                    "elsewhere",
                    "the images of " + found.exemplars() + " exemplars lie elsewhere; " + found.gone()
                            + " of them are gone or refused, " + found.unanswered() + " could not be asked for"
                            + (well ? "" : "; a new encoder needs these images, so enrol them again"));
        } catch (KafkaException | IllegalArgumentException e) {
            addResult(Level.WARNING, "elsewhere", "images that lie elsewhere cannot be looked for: " + e.getMessage());
        }
    }

    private void checkEncryption(DataKeys keys) {
        try {
            addResult(Level.OK, "keys", keys.check());
            EncryptionCheck.Found found = new EncryptionCheck(config.contract()).countTemplates();
            addResult(levelOf(found), "sealed", found.opened() + " templates are encrypted" + troubles(found));
        } catch (KafkaException | KeyOutageException | IllegalArgumentException e) {
            addResult(Level.ERROR, "keys", "encryption.keys: " + e.getMessage());
        }
    }

    private static Level levelOf(EncryptionCheck.Found found) {
        if (found.forged() > 0) {
            return Level.ERROR;
        }
        return found.keyless() + found.plain() > 0 ? Level.WARNING : Level.OK;
    }

    private static String troubles(EncryptionCheck.Found found) {
        return (found.keyless() == 0
                        ? ""
                        : "; " + found.keyless() + " by keys that are not here, which counts as deleted")
                + (found.plain() == 0 ? "" : "; " + found.plain() + " more are not, so enrol their images again")
                + (found.forged() == 0 ? "" : "; " + found.forged() + " are not what their key encrypted for them");
    }

    private void addResult(Level level, String what, String detail) {
        results.add(new Result(level, what, detail));
    }
}
