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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * moment of the switch. Images and exemplars go on coming meanwhile. With {@code -Dsiamese.switch.kills=5} it is killed as often
 * in each of both, and {@code -Dsiamese.switch.exemplars} says how many exemplars there are.
 */
@Timeout(1800)
class SwitchCrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchCrashIT.class);
    private static final int EXEMPLARS = Integer.getInteger("siamese.switch.exemplars", 600);
    private static final int KILLS = Integer.getInteger("siamese.switch.kills", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    /** A switch takes half a second to two. */
    private static final Duration BETWEEN_MOMENTS = Duration.ofMillis(250);

    @TempDir
    Path folder;

    private final String first = ModelFile.bundled().encoderId();
    private String second;
    private EmbeddedBroker broker;
    private SwitchBench bench;
    private Process service;

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        // Given
        ModelFile another = SwitchBench.another(ModelFile.bundled());
        another.write(folder.resolve("another.onnx"));
        second = another.encoderId();
        // A process that is killed is missed sooner.
        try (EmbeddedBroker embedded = EmbeddedBroker.start(Map.of("group.min.session.timeout.ms", "1000"));
                SwitchBench publisher = new SwitchBench(embedded.bootstrapServers())) {
            broker = embedded;
            bench = publisher;
            bench.enrolAll(EXEMPLARS);
            service = serve();
            SwitchBench.Load load = bench.load(EXEMPLARS, Duration.ofMillis(50));

            // When
            for (int kill = 1; kill <= KILLS; kill++) {
                killWhileEmbedding(kill);
            }
            await(() ->
                    standing(second).filter(at -> at.templates() >= EXEMPLARS).isPresent());
            List<ExemplarStatus> switches = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                switches.add(switchAndKill(kill % 2 == 0 ? second : first, BETWEEN_MOMENTS.multipliedBy(kill + 1)));
            }
            int published = load.end();
            await(() -> bench.decisions().size() >= published);
            service.destroyForcibly().waitFor();

            // Then
            assertEachIsDecidedOnceByTheEncoderOfItsEpoch(published, switches);
        } finally {
            if (service != null) {
                service.destroyForcibly();
            }
        }
    }

    private void killWhileEmbedding(int kill) throws Exception {
        int wanted = (int) ((long) EXEMPLARS * (kill - 1) / (KILLS + 1));
        await(() -> standing(second).filter(at -> at.templates() > wanted).isPresent());
        killAndServe();
        LOG.info("killed at {} of {} templates", standing(second).orElseThrow().templates(), EXEMPLARS);
    }

    /** Asks, kills the process a moment later, and starts another, which answers the request if the first one has not. */
    private ExemplarStatus switchAndKill(String wanted, Duration later) throws Exception {
        long request = bench.send(
                        "encoders",
                        wanted,
                        EncoderRequest.newBuilder()
                                .setAction(EncoderAction.ACTIVATE)
                                .build())
                .offset();
        LockSupport.parkNanos(later.toNanos());
        boolean before = bench.answers(wanted, request).isEmpty();
        killAndServe();
        await(() -> !bench.answers(wanted, request).isEmpty());
        ExemplarStatus answer = bench.answers(wanted, request).get(0);
        LOG.info(
                "killed {} ms after the request, {} the answer was told",
                later.toMillis(),
                before ? "before" : "after");
        assertThat(answer.getStatus()).as(answer.toString()).isEqualTo(EnrolmentStatus.ENROLLED);
        assertThat(standing(wanted).orElseThrow().since()).isEqualTo(answer.getGalleryEpoch());
        assertThat(bench.missing(wanted.equals(second) ? first : second, wanted, answer.getGalleryEpoch()))
                .isEmpty();
        int decided = bench.decisions().size();
        await(() -> bench.decisions().size() > decided);
        assertThat(bench.answers(wanted, request)).containsExactly(answer);
        return answer;
    }

    private void assertEachIsDecidedOnceByTheEncoderOfItsEpoch(int published, List<ExemplarStatus> switches) {
        List<MatchDecision> decisions = bench.decisions();
        assertThat(decisions).hasSize(published);
        assertThat(decisions.stream().map(MatchDecision::getSource).distinct()).hasSize(published);
        assertThat(decisions).allSatisfy(decision -> {
            String active = switches.stream()
                    .filter(at -> at.getGalleryEpoch() <= decision.getGalleryEpoch())
                    .reduce((earlier, later) -> later)
                    .map(ExemplarStatus::getEncoderId)
                    .orElse(first);
            assertThat(decision.getEncoderId()).isEqualTo(active);
        });
        LOG.info("{} exemplars, {} switches, {} decisions", EXEMPLARS, switches.size(), published);
    }

    private Optional<EncoderOverview.Standing> standing(String encoder) {
        return Optional.ofNullable(
                EncoderOverview.read(bench.config().contract()).get(encoder));
    }

    /** As {@code kill -9} does. */
    private void killAndServe() throws Exception {
        service.destroyForcibly().waitFor();
        service = serve();
    }

    private Process serve() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        // It starts three times and lives for seconds.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
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
                        "kafka.main.consumer.session.timeout.ms=3000",
                        "--set",
                        "kafka.main.consumer.heartbeat.interval.ms=600",
                        "--set",
                        "state.dir=" + folder.resolve("state")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
    }

    private void await(BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(Files.readString(folder.resolve("output")))
                    .isLessThan(end);
            // Half of the time at most goes into asking.
            LockSupport.parkNanos(Math.max(Duration.ofMillis(100).toNanos(), System.nanoTime() - asked));
            asked = System.nanoTime();
        }
    }
}
