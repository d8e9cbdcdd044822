package io.siamese.acceptance.encoders;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.client.EncoderOverview;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service is a process of its own, and is killed ({@code kill -9}) while a second encoder embeds the exemplars, and in the
 * moment of the switch. With {@code -Dsiamese.switch.kills=5} it is killed in as many moments of a switch, and
 * {@code -Dsiamese.switch.exemplars} says how many exemplars there are.
 */
@Timeout(1800)
class SwitchCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchCrashIT.class);
    private static final int EXEMPLARS = Integer.getInteger("siamese.switch.exemplars", 400);
    private static final int KILLS = Integer.getInteger("siamese.switch.kills", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    @TempDir
    Path folder;

    private final String first = ModelFile.bundled().encoderId();
    private EmbeddedBroker broker;
    private SwitchBench bench;
    private int published;

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        // Given
        ModelFile another = SwitchBench.another(ModelFile.bundled());
        another.write(folder.resolve("another.onnx"));
        String second = another.encoderId();
        try (EmbeddedBroker embedded = EmbeddedBroker.start();
                SwitchBench publisher = new SwitchBench(embedded.bootstrapServers())) {
            broker = embedded;
            bench = publisher;
            for (int subject = 0; subject < EXEMPLARS; subject++) {
                bench.enrol(subject);
            }
            Process service = serve();

            // When: killed in the middle of the embedding
            await(() -> standing(second).filter(at -> at.templates() > 0).isPresent());
            publish(20);
            kill(service);
            int embedded1 = standing(second).orElseThrow().templates();
            service = serve();
            await(() -> standing(second)
                    .filter(at -> at.templates() == EXEMPLARS && at.covered() == at.wanted())
                    .isPresent());
            LOG.info("killed at {} of {} templates", embedded1, EXEMPLARS);

            // And in the moment of the switch
            String wanted = second;
            for (int kill = 0; kill < KILLS; kill++) {
                service = switchAndKill(service, wanted, Duration.ofMillis(kill * 20L));
                wanted = wanted.equals(second) ? first : second;
            }
            publish(20);
            await(() -> bench.decisions().size() >= published);
            kill(service);

            // Then
            List<MatchDecision> decisions = bench.decisions();
            assertThat(decisions).hasSize(published);
            assertThat(decisions.stream().map(MatchDecision::getSource).distinct())
                    .hasSize(published);
            assertThat(decisions.get(decisions.size() - 1).getEncoderId())
                    .isEqualTo(wanted.equals(second) ? first : second);
        }
    }

    /** Asks, kills the process a moment later, and starts another, which answers the request if the first one has not. */
    private Process switchAndKill(Process service, String wanted, Duration later) throws Exception {
        long request = bench.send(
                        "encoders",
                        wanted,
                        EncoderRequest.newBuilder()
                                .setAction(EncoderAction.ACTIVATE)
                                .build())
                .offset();
        publish(20);
        LockSupport.parkNanos(later.toNanos());
        kill(service);
        Process next = serve();
        await(() -> answer(wanted, request).isPresent());
        ExemplarStatus answer = answer(wanted, request).orElseThrow();
        assertThat(answer.getStatus()).as(answer.toString()).isEqualTo(EnrolmentStatus.ENROLLED);
        assertThat(standing(wanted).orElseThrow().since()).isEqualTo(answer.getGalleryEpoch());
        await(() -> bench.decisions().size() >= published);
        assertThat(bench.decisions())
                .filteredOn(decision -> decision.getGalleryEpoch() >= answer.getGalleryEpoch())
                .allSatisfy(decision -> assertThat(decision.getEncoderId()).isEqualTo(wanted));
        return next;
    }

    private Optional<ExemplarStatus> answer(String encoder, long request) {
        return bench.statuses().stream()
                .filter(status -> status.getSourceOffset() == request
                        && status.getEncoderId().equals(encoder))
                .filter(status -> status.getGalleryEpoch()
                                == standing(encoder).orElseThrow().since()
                        || status.getStatus() == EnrolmentStatus.REJECTED)
                .findFirst();
    }

    private Optional<EncoderOverview.Standing> standing(String encoder) {
        return Optional.ofNullable(
                EncoderOverview.read(bench.config().contract()).get(encoder));
    }

    private void publish(int images) {
        for (int i = 0; i < images; i++) {
            bench.probe(i % EXEMPLARS, i % 2 == 0);
            published++;
        }
    }

    private Process serve() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.siamese.service.ServiceMain",
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--set",
                        "encoder.next.model=" + folder.resolve("another.onnx"),
                        "--set",
                        "state.dir=" + folder.resolve("state")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
    }

    /** As {@code kill -9} does. */
    private static void kill(Process service) throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    private void await(BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(folder.resolve("output")))
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
