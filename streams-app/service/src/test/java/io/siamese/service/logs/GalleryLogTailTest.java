package io.siamese.service.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.SealedNumbers;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.sealing.DataKey;
import io.siamese.schemas.sealing.DataKeys;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryLogTailTest {
    private static final Duration TOMBSTONES_STAY = Duration.ofHours(1);
    private static final TopicPartition LOG = new TopicPartition("exemplar-embeddings", 0);
    private static final String ENCODER = "encoder";

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private GalleryLogParser parser = new EventSerdes(SchemaSource.none(), null, writer).galleryLogParser();
    private final Galleries galleries = new Galleries(2, PanelKernels.choose(Similarity.cosine()));
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final SetClock clock = new SetClock();
    private long end;
    private GalleryLogContents contents;
    private GalleryLogTail tail;

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void tellsWhatTheLogSaysOnceAllThatWasWrittenIsApplied() throws Exception {
        // Given: the second record is still in an open transaction
        open(Duration.ofMinutes(1));
        enrol("alice");
        end = 2;

        // When
        CompletableFuture<GalleryLogSnapshot> told = CompletableFuture.supplyAsync(() -> tail.awaitEnd(contents));
        assertThatThrownBy(() -> told.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        enrol("bob");

        // Then
        GalleryLogSnapshot log = told.get(10, TimeUnit.SECONDS);
        assertThat(log.position()).isEqualTo(2);
        assertThat(log.exemplarOffsets()).isEqualTo(Map.of("default/alice/1", 100L, "default/bob/1", 101L));
        assertThat(galleries.epoch()).isEqualTo(1);
    }

    @Test
    void goesOnWhileASnapshotStaysAsItWas() {
        // Given
        open(Duration.ofMinutes(1));
        enrol("alice");
        GalleryLogSnapshot before = tail.awaitEnd(contents);

        // When
        enrol("bob");
        GalleryLogSnapshot after = tail.awaitEnd(contents);

        // Then
        assertThat(before.holdsTemplate("default/bob/1")).isFalse();
        assertThat(after.holdsTemplate("default/bob/1")).isTrue();
    }

    @Test
    void keepsTheKeysOfTemplatesThatCannotBeRead() {
        // Given
        open(Duration.ofMinutes(1));
        enrol("alice");

        // When: a template of another release, and then its removal
        add(key("alice"), new byte[] {1, 2, 3});
        GalleryLogSnapshot unreadable = tail.awaitEnd(contents);
        add(key("alice"), null);
        GalleryLogSnapshot removed = tail.awaitEnd(contents);

        // Then
        assertThat(unreadable.exemplarOffsets()).isEqualTo(Map.of("default/alice/1", -1L));
        assertThat(unreadable.holdsTemplate("default/alice/1")).isTrue();
        assertThat(removed.exemplarOffsets()).isEmpty();
        assertThat(removed.holdsTemplate("default/alice/1")).isFalse();
    }

    @Test
    void waitsNoLongerThanTheLimitWhileTheLogDoesNotGrow() {
        // Given
        open(Duration.ofMillis(1));
        end = 5;

        // Then
        assertThatThrownBy(() -> tail.awaitEnd(contents))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the gallery log was read up to offset 0 of 5, and for 0 s no further");
    }

    @Test
    void tellsAFailureToItsOwnerAndToWhoeverWaits() throws Exception {
        // Given
        open(Duration.ofMinutes(1));
        end = 5;
        CompletableFuture<GalleryLogSnapshot> told = CompletableFuture.supplyAsync(() -> tail.awaitEnd(contents));

        // When
        consumer.setPollException(new TopicAuthorizationException("exemplar-embeddings"));

        // Then
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> told.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(KafkaException.class)
                .hasMessageContaining("the gallery log is not read any more");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void givesUpItsPlaceWhereTheLogWasTruncated() throws Exception {
        // Given
        open(Duration.ofMinutes(1));
        enrol("alice");
        tail.awaitEnd(contents);

        // When
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(LOG, 1L)));

        // Then
        assertThat(failure.get(10, TimeUnit.SECONDS))
                .isInstanceOf(LostPlaceException.class)
                .hasMessage("the gallery log was truncated: offset 1 is not there");
    }

    @Test
    void givesUpItsPlaceAfterALongerPauseThanTombstonesStay() throws Exception {
        // Given
        open(Duration.ofMinutes(1));
        enrol("alice");
        tail.awaitEnd(contents);

        // When: alice's tombstone may have been compacted away meanwhile
        consumer.schedulePollTask(() -> {
            clock.advance(TOMBSTONES_STAY.plusSeconds(1));
            enrol("bob");
        });

        // Then
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(LostPlaceException.class);
        assertThat(galleries.epoch()).isZero();
    }

    @Test
    void readsOnAfterAPauseInWhichTombstonesStay() {
        // Given
        open(Duration.ofMinutes(1));
        enrol("alice");
        tail.awaitEnd(contents);

        // When
        clock.advance(TOMBSTONES_STAY.minusSeconds(1));
        enrol("bob");

        // Then
        assertThat(tail.awaitEnd(contents).holdsTemplate("default/bob/1")).isTrue();
        assertThat(failure).isNotDone();
    }

    @Test
    void waitsForTheSchemaOfATemplateInsteadOfDroppingIt() throws Exception {
        // Given: a template of another release, whose schema nobody can tell at first
        CountDownLatch asked = new CountDownLatch(2);
        AtomicBoolean answers = new AtomicBoolean();
        SchemaSource schemas = fingerprint -> {
            asked.countDown();
            if (!answers.get()) {
                throw new SchemaLookupException("no answer");
            }
            return Optional.of(Template.getClassSchema());
        };
        parser = new EventSerdes(schemas, null, writer).galleryLogParser();
        open(Duration.ofMinutes(1));
        byte[] value = writer.write("test", template("alice"));
        value[2] ^= 1;
        add(key("alice"), value);

        // When
        CompletableFuture<GalleryLogSnapshot> told = CompletableFuture.supplyAsync(() -> tail.awaitEnd(contents));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).isNotDone();
        assertThatThrownBy(tail::checkFresh)
                .isInstanceOf(StaleGalleryException.class)
                .hasMessageContaining("no answer");
        answers.set(true);

        // Then
        assertThat(told.get(10, TimeUnit.SECONDS).exemplarOffsets()).isEqualTo(Map.of("default/alice/1", 100L));
        await(() -> tail.whyStale().isEmpty());
        tail.checkFresh();
    }

    @Test
    void waitsForTheKeyOfATemplateInsteadOfDroppingIt(@TempDir Path folder) throws Exception {
        // Given: keys lie on a share that is not mounted at first
        Path share = folder.resolve("keys");
        new FolderKeys(share).create("default", "1");
        byte[] value = sealed("alice", share);
        Files.move(share, folder.resolve("away"));
        CountDownLatch asked = new CountDownLatch(2);
        parser = parserBy(new AskedKeys(new FolderKeys(share), asked));
        open(Duration.ofMinutes(1));
        add(key("alice"), value);

        // When
        CompletableFuture<GalleryLogSnapshot> told = CompletableFuture.supplyAsync(() -> tail.awaitEnd(contents));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).isNotDone();
        Files.move(folder.resolve("away"), share);

        // Then
        assertThat(told.get(10, TimeUnit.SECONDS).exemplarOffsets()).isEqualTo(Map.of("default/alice/1", 100L));
        assertThat(galleries.templates()).isOne();
    }

    @Test
    void templatesOfADeletedKeyAreGoneAndCounted(@TempDir Path folder) throws Exception {
        // Given
        new FolderKeys(folder).create("default", "1");
        byte[] old = sealed("alice", folder);
        new FolderKeys(folder).create("default", "2");
        byte[] kept = sealed("bob", folder);
        Files.delete(folder.resolve("default/1.key"));
        parser = parserBy(new FolderKeys(folder));
        open(Duration.ofMinutes(1));

        // When
        add(key("alice"), old);
        add(key("bob"), kept);
        add(key("carol"), kept);
        GalleryLogSnapshot log = tail.awaitEnd(contents);

        // Then: carol's are bob's, moved
        assertThat(galleries.templates()).isOne();
        assertThat(log.galleries().holdsTemplate("default", "bob", "1")).isTrue();
        assertThat(log.unreadable()).containsExactlyInAnyOrder("default/alice/1", "default/carol/1");
        assertThat(contents.unusableTemplates().count(Reasons.KEY_UNKNOWN)).isOne();
        assertThat(contents.unusableTemplates().count(Reasons.DECRYPTION_FAILED))
                .isOne();

        // And: an enrolment under the new key
        add(key("alice"), sealed("alice", folder));
        tail.awaitEnd(contents);
        assertThat(galleries.templates()).isEqualTo(2);
        assertThat(contents.unusableTemplates().count(Reasons.KEY_UNKNOWN)).isZero();
    }

    @Test
    void doesNotTakeEncryptedTemplatesForGoneIfNoKeysAreSet(@TempDir Path folder) throws Exception {
        // Given
        new FolderKeys(folder).create("default", "1");
        open(Duration.ofMinutes(1));

        // When
        add(key("alice"), sealed("alice", folder));

        // Then
        assertThat(failure.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("encryption.keys");
    }

    private GalleryLogParser parserBy(DataKeys keys) {
        return new EventSerdes(SchemaSource.none(), null, writer, Sealing.by(keys)).galleryLogParser();
    }

    private byte[] sealed(String subject, Path keys) throws SealException {
        Template template = template(subject);
        float[] numbers = TemplateNumbers.from(template);
        template.setEmbedding(List.of());
        template.setVector(ByteBuffer.allocate(0));
        TemplateKey key = TemplateKey.of(ENCODER, new ExemplarKey("default", subject, "1"));
        new SealedNumbers(Sealing.by(new FolderKeys(keys))).write(key, template, numbers);
        return writer.write("test", template);
    }

    /** Counts how often a key is asked for. */
    private record AskedKeys(DataKeys keys, CountDownLatch asked) implements DataKeys {
        @Override
        public Optional<DataKey> current(String gallery) {
            return keys.current(gallery);
        }

        @Override
        public Optional<DataKey> find(String gallery, String keyId) {
            asked.countDown();
            return keys.find(gallery, keyId);
        }

        @Override
        public String check() {
            return keys.check();
        }
    }

    @Test
    void saysThatItWaitsForAKeyAndForgetsItsPlaceIfItWaitsTooLong(@TempDir Path folder) throws Exception {
        // Given a key that nobody may use now
        Path key = new FolderKeys(folder).create("default", "1");
        byte[] alice = sealed("alice", folder);
        String text = Files.readString(key);
        Files.writeString(key, "");
        parser = parserBy(new FolderKeys(folder));
        open(Duration.ofMinutes(1));
        tail.checkFresh();

        // When
        add(key("alice"), alice);
        await(() -> tail.whyStale().isPresent());

        // Then
        assertThatThrownBy(tail::checkFresh).isInstanceOf(StaleGalleryException.class);
        Files.writeString(key, text);
        tail.awaitEnd(contents);
        await(() -> tail.whyStale().isEmpty());
        tail.checkFresh();

        // And: tombstones may be gone
        Files.writeString(key, "");
        new FolderKeys(folder).create("default", "2");
        byte[] bob = sealed("bob", folder);
        Files.writeString(folder.resolve("default/2.key"), "");
        add(key("bob"), bob);
        await(() -> tail.whyStale().isPresent());
        clock.advance(TOMBSTONES_STAY.plusSeconds(1));
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(LostPlaceException.class);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void closingEndsTheWaitForTheLog() {
        // Given
        open(Duration.ofMinutes(1));
        end = 5;
        CompletableFuture<GalleryLogSnapshot> told = CompletableFuture.supplyAsync(() -> tail.awaitEnd(contents));

        // When
        tail.close();

        // Then
        assertThatThrownBy(() -> told.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(KafkaException.class);
    }

    @Test
    void closesItsConsumerWithoutCallingThatAFailure() {
        // Given
        open(Duration.ofMinutes(1));
        tail.awaitEnd(contents);

        // When
        tail.close();

        // Then
        assertThat(consumer.closed()).isTrue();
        assertThat(failure).isNotDone();
    }

    private void open(Duration stall) {
        consumer.updateBeginningOffsets(Map.of(LOG, 0L));
        consumer.updateEndOffsets(Map.of(LOG, 0L));
        LogCursor cursor = new LogCursor(consumer, LOG, stall);
        contents = new GalleryLogContents(new GalleryLog(new EncoderIdentity(ENCODER, 2, "cosine"), null), galleries);
        tail = new GalleryLogTail(
                () -> cursor,
                () -> end,
                parser,
                List.of(contents),
                stall,
                new TailAge(TOMBSTONES_STAY, clock),
                failure::complete);
        tail.start();
    }

    /** A clock that the test sets. */
    private static final class SetClock extends Clock {
        private final AtomicLong millis = new AtomicLong();

        void advance(Duration time) {
            millis.addAndGet(time.toMillis());
        }

        @Override
        public long millis() {
            return millis.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static byte[] key(String subject) {
        return GalleryLogKey.TemplateKey.of(ENCODER, new ExemplarKey("default", subject, "1"))
                .bytes();
    }

    private long written;

    private void enrol(String subject) {
        add(key(subject), writer.write("test", template(subject)));
    }

    private Template template(String subject) {
        return Template.newBuilder()
                .setGallery("default")
                .setSubject(subject)
                .setExemplar("1")
                .setKind(ExemplarKind.POSITIVE)
                .setEncoderId(ENCODER)
                .setVector(TemplateNumbers.bytes(new float[] {0, 1}))
                .setExemplarOffset(100 + written)
                .build();
    }

    private void add(byte[] key, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(LOG.topic(), 0, written++, key, value));
        consumer.updateEndOffsets(Map.of(LOG, written));
        end = Math.max(end, written);
    }
}
