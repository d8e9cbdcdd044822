package io.siamese.acceptance.chaos;

import io.siamese.acceptance.process.Instance;
import io.siamese.acceptance.process.Wait;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;

/** The faults of docs/reliability.md. */
final class Faults {
    private static final Duration LATENCY = Duration.ofMillis(100);
    /** For what takes seconds on a quiet machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_JUMPS = Duration.ofSeconds(10);

    private Faults() {}

    private static Instance instance(ChaosBed bed, int turn) {
        return bed.instances().get(turn % bed.instances().size());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** An instance is killed in its work and started again at once. One after the other, so many times. */
    static Fault killedAndStarted(int times) {
        return bed -> {
            Duration longest = Duration.ZERO;
            for (int time = 0; time < times; time++) {
                Instance victim = instance(bed, time);
                victim.process().kill();
                List<Integer> marks = bed.oracle().marks();
                victim.restart();
                longest = longer(longest, bed.recovered(marks));
                victim.awaitReady();
            }
            return new Fault.Course(longest, times + " times");
        };
    }

    /** An instance is killed in its work, and is started again when another has taken over. */
    static Fault killedForLong(int times) {
        return bed -> {
            Duration longest = Duration.ZERO;
            for (int time = 0; time < times; time++) {
                Instance victim = instance(bed, time);
                victim.process().kill();
                longest = longer(longest, bed.recovered(bed.oracle().marks()));
                victim.restart();
                victim.awaitReady();
            }
            return new Fault.Course(longest, times + " times");
        };
    }

    /** All instances end in order, and then the service of this build starts in their places. */
    static Fault upgradedTogether() {
        return bed -> {
            bed.instances().forEach(instance -> instance.process().terminate());
            List<Integer> marks = bed.oracle().marks();
            bed.instances().forEach(Instance::upgrade);
            return new Fault.Course(bed.recovered(marks), "all were down together");
        };
    }

    /**
     * One instance after the other ends in order, and the service of this build starts in its place. The first one is not ready while
     * another version is there, because that one assigns the tasks of enrolment and does not know of the ledger.
     */
    static Fault upgradedOneByOne() {
        return bed -> {
            Duration longest = Duration.ZERO;
            for (Instance instance : bed.instances()) {
                instance.process().terminate();
                List<Integer> marks = bed.oracle().marks();
                instance.upgrade();
                longest = longer(longest, bed.recovered(marks));
            }
            return new Fault.Course(longest, "one was up all the time");
        };
    }

    /** An instance ends in order and comes back: its partitions move twice while their chunks are in flight. */
    static Fault restarted(int times) {
        return bed -> {
            Duration longest = Duration.ZERO;
            for (int time = 0; time < times; time++) {
                Instance mover = instance(bed, time);
                mover.process().terminate();
                longest = longer(longest, bed.recovered(bed.oracle().marks()));
                mover.restart();
                mover.awaitReady();
                longest = longer(longest, bed.recovered(bed.oracle().marks()));
            }
            return new Fault.Course(longest, times + " times");
        };
    }

    /**
     * An instance is suspended for longer than its session, so that others take its partitions over. Then it goes on as a
     * zombie, and must not commit.
     */
    static Fault suspended(Duration atLeast) {
        return bed -> {
            Instance zombie = instance(bed, 0);
            zombie.process().suspend();
            long start = System.nanoTime();
            Duration recovery = bed.recovered(bed.oracle().marks());
            Wait.during(atLeast.minusNanos(System.nanoTime() - start));
            Duration suspended = Duration.ofNanos(System.nanoTime() - start);
            zombie.process().goOn();
            bed.recovered(bed.oracle().marks());
            return new Fault.Course(recovery, "suspended for " + suspended.toSeconds() + " s");
        };
    }

    /** The instance that enrols is suspended in the middle of it, and somebody is revoked at that moment. */
    static Fault suspendedWhileEnrolling() {
        return bed -> {
            bed.churn().enrol("victim", image());
            long enrolled = bed.churn().lastOffset();
            Wait.until(PATIENCE, "enrolled", () -> bed.oracle().latestStatus().getSourceOffset() >= enrolled);
            askUntil(bed, "known", outcome -> outcome == Outcome.MATCH);
            Instance enroller = enroller(bed);
            enroller.process().suspend();
            List<Integer> marks = bed.oracle().marks();
            bed.churn().revoke("victim");
            Duration acts = askUntil(bed, "revoked", outcome -> outcome == Outcome.NO_REFERENCE);
            Duration recovery = bed.recovered(marks).plus(acts);
            enroller.process().goOn();
            bed.recovered(bed.oracle().marks());
            return new Fault.Course(
                    recovery,
                    String.format(Locale.ROOT, "a revocation acts elsewhere after %.1f s", acts.toMillis() / 1000.0));
        };
    }

    private static byte[] image() {
        return new StrokeCharacters(99).png(1, 1);
    }

    /** The instance that reads topic exemplars. Who tells statuses may be another one. */
    private static Instance enroller(ChaosBed bed) {
        Instance[] found = new Instance[1];
        Wait.until(PATIENCE, "one instance enrols", () -> {
            List<Instance> enrolling =
                    bed.instances().stream().filter(Faults::readsExemplars).toList();
            found[0] = enrolling.size() == 1 ? enrolling.get(0) : null;
            return found[0] != null;
        });
        return found[0];
    }

    private static boolean readsExemplars(Instance instance) {
        return instance.metricsPage().stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith("kafka_consumer_fetch_manager_records_lag")
                        && line.contains("topic=\"exemplars\""));
    }

    /** Asks about the victim in all partitions again and again, until one answer is as wanted. */
    private static Duration askUntil(ChaosBed bed, String what, Predicate<Outcome> wanted) {
        byte[] probe = new SingleObjectWriter()
                .write(
                        "images",
                        Probe.newBuilder()
                                .setGallery(EnrolmentChurn.GALLERY)
                                .setClaimedSubject("victim")
                                .setImage(ByteBuffer.wrap(image()))
                                .build());
        int[] asked = {0};
        return Wait.until(PATIENCE, what, () -> {
            for (int partition = 0; partition < ChaosBed.PARTITIONS; partition++) {
                bed.load().send("check-" + what + "-" + asked[0]++, partition, probe, false);
            }
            for (int number = 0; number < asked[0]; number++) {
                if (bed.oracle()
                        .check("check-" + what + "-" + number)
                        .filter(decision -> wanted.test(decision.getOutcome()))
                        .isPresent()) {
                    return true;
                }
            }
            return false;
        });
    }

    /** The time of day of one instance jumps ahead, then behind, then to the right time, while it works. */
    static Fault clockJumps(SteppedClock clock, Duration jump) {
        return bed -> {
            Instance jumping = instance(bed, 0);
            jumping.replaceUnder(clock.environment());
            jumping.awaitReady();
            Duration longest = bed.recovered(bed.oracle().marks());
            for (Duration off : List.of(jump, jump.negated(), Duration.ZERO)) {
                List<Integer> marks = bed.oracle().marks();
                clock.jump(off);
                longest = longer(longest, bed.recovered(marks));
                Wait.during(BETWEEN_JUMPS);
                longest = longer(longest, bed.recovered(bed.oracle().marks()));
            }
            jumping.awaitReady();
            jumping.replaceUnder(Map.of());
            return new Fault.Course(
                    longest, "one instance: " + jump.toMinutes() + " minutes ahead, as many behind, then right");
        };
    }

    /** The encoder of one instance is slow: each of its calls takes longer. */
    static Fault slowInference(Duration each, Duration time) {
        return bed -> {
            Instance slow = instance(bed, 0);
            slow.replaceBy(RiggedService.class, "-D" + RiggedService.SLOWER_MS + "=" + each.toMillis());
            Duration recovery = bed.recovered(bed.oracle().marks());
            slow.awaitReady();
            Wait.during(time);
            recovery = longer(recovery, bed.recovered(bed.oracle().marks()));
            slow.replaceByItself();
            return new Fault.Course(recovery, "each call of one instance takes " + each.toMillis() + " ms longer");
        };
    }

    /** One instance loses its device again and again. It ends each time, and is started again at once. */
    static Fault encoderLost(int times, int calls) {
        return bed -> {
            Instance failing = instance(bed, 0);
            failing.replaceBy(RiggedService.class, "-D" + RiggedService.LOST_AT + "=" + calls);
            Duration longest = Duration.ZERO;
            for (int time = 0; time < times; time++) {
                Wait.until(
                        PATIENCE,
                        "an instance without device ends",
                        () -> !failing.process().isAlive());
                List<Integer> marks = bed.oracle().marks();
                failing.restart();
                longest = longer(longest, bed.recovered(marks));
            }
            failing.replaceByItself();
            return new Fault.Course(longest, times + " times");
        };
    }

    /** The only broker is killed and comes back on its data. */
    static Fault brokerKilled() {
        return bed -> {
            bed.nodes().get(0).kill();
            List<Integer> marks = bed.oracle().marks();
            long start = System.nanoTime();
            bed.nodes().get(0).restart();
            Duration up = Duration.ofNanos(System.nanoTime() - start);
            Duration recovery = up.plus(bed.recovered(marks));
            return new Fault.Course(
                    recovery,
                    String.format(Locale.ROOT, "of which the broker took %.1f s to start", up.toMillis() / 1000.0));
        };
    }

    /** One node of three after the other is killed, and comes back before the next. */
    static Fault nodesKilled() {
        return bed -> {
            Duration longest = Duration.ZERO;
            for (BrokerNode node : bed.nodes()) {
                node.kill();
                longest = longer(longest, bed.recovered(bed.oracle().marks()));
                node.restart();
                awaitInStep(bed);
            }
            return new Fault.Course(longest, "each of " + bed.nodes().size() + " brokers once");
        };
    }

    private static void awaitInStep(ChaosBed bed) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers()))) {
            Wait.until(
                    PATIENCE,
                    "replicas in step",
                    () -> inStep(admin, bed.nodes().size()));
        }
    }

    private static boolean inStep(Admin admin, int nodes) {
        try {
            return admin
                    .describeTopics(List.of("images", "match-decisions", "exemplar-embeddings", "exemplars"))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == nodes);
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All connections between service and broker are cut, then silent, then slow. */
    static Fault connectionsDisturbed(Duration each) {
        return bed -> {
            bed.proxy().cut();
            Duration longest = afterMending(bed, each);
            bed.proxy().beSilent();
            longest = longer(longest, afterMending(bed, each));
            bed.proxy().delay(LATENCY);
            longest = longer(longest, bed.recovered(bed.oracle().marks()));
            Wait.during(each);
            bed.proxy().mend();
            return new Fault.Course(
                    longest,
                    "cut for " + each.toSeconds() + " s, silent for " + each.toSeconds() + " s, then "
                            + LATENCY.toMillis() + " ms slower each way");
        };
    }

    private static Duration afterMending(ChaosBed bed, Duration time) {
        List<Integer> marks = bed.oracle().marks();
        Wait.during(time);
        bed.proxy().mend();
        return time.plus(bed.recovered(marks));
    }

    /** The file system of an instance's state directory is full, also when the instance starts again. */
    static Fault stateDirectoryFull(Path folder, int instance) {
        return bed -> {
            fill(folder.resolve("filler"));
            Duration longest = bed.recovered(bed.oracle().marks());
            Instance starved = instance(bed, instance);
            starved.process().kill();
            longest = longer(longest, bed.recovered(bed.oracle().marks()));
            starved.restart();
            starved.awaitReady();
            longest = longer(longest, bed.recovered(bed.oracle().marks()));
            return new Fault.Course(longest, "full while it works, and when it starts again");
        };
    }

    private static void fill(Path file) {
        byte[] block = new byte[1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Blank images that are as slow to decode as the bounds allow, between the others. */
    static Fault slowestImages(byte[] slowest, int count) {
        return bed -> {
            List<Integer> marks = bed.oracle().marks();
            for (int number = 0; number < count; number++) {
                bed.load().send("slow-" + number, number % ChaosBed.PARTITIONS, slowest, true);
            }
            bed.load().flush();
            List<Integer> all = bed.oracle().marks();
            bed.recovered(marks);
            Duration done =
                    Wait.until(PATIENCE, "slow images", () -> bed.oracle().decidedUpTo(all));
            return new Fault.Course(done, count + " of them; the time is until all are decided");
        };
    }

    /** Images whose embedding is not finite, between the others. */
    static Fault notFinite(byte[] dark, int count) {
        return bed -> {
            List<Integer> marks = bed.oracle().marks();
            for (int number = 0; number < count; number++) {
                bed.load().send("dark-" + number, number % ChaosBed.PARTITIONS, dark, true);
            }
            return new Fault.Course(bed.recovered(marks), count + " of them, each rejected");
        };
    }
}
