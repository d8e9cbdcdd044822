package io.siamese.service.batching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.onnx.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkInterceptorTest {
    private static final ChunkLimits LIMITS = new ChunkLimits(4, 1_000, 100, 300);

    private static final TopicPartition PARTITION = new TopicPartition("images", 0);
    /** Records that say "costs N" cost N. */
    private static final RecordCost COST = record -> record.value() != null && record.value()[0] == 'c'
            ? Long.parseLong(new String(record.value(), UTF_8).substring(6))
            : 0;

    private static final RawRecord ALONE = RawRecord.from(record(0, 0, "alone"));

    private final List<Integer> chunkSizes = new CopyOnWriteArrayList<>();
    private final ReceivedValueDeserializer<String> deserializer = new ReceivedValueDeserializer<>();
    private ChunkWorkers<String> workers = new ChunkWorkers<>("images", this::echo, COST, LIMITS, 2);
    private ChunkInterceptor interceptor = interceptor();

    @AfterEach
    void close() {
        workers.close();
    }

    private List<String> echo(List<RawRecord> chunk) {
        chunkSizes.add(chunk.size());
        return chunk.stream()
                .map(record -> record.value() == null ? "nothing" : new String(record.value(), UTF_8))
                .toList();
    }

    @Test
    void givesEachRecordTheResultOfItsChunk() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = poll(10);

        // When
        intercept(poll);

        // Then
        List<String> results = poll.stream()
                .map(this::received)
                .map(received -> received.awaitOrCompute(chunk -> List.of("computed alone"), ALONE))
                .toList();
        assertThat(results)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "v" + i).toList());
        assertThat(chunkSizes).containsExactlyInAnyOrder(4, 4, 2);
    }

    @Test
    void endsAChunkWithTheRecordThatFillsItsBytes() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = List.of(
                record(0, 0, "x".repeat(600)),
                record(1, 0, "y".repeat(600)),
                record(2, 0, "z".repeat(5_000)),
                record(3, 0, null),
                record(4, 0, "v"));

        // When
        intercept(poll);
        poll.forEach(record -> received(record).awaitOrCompute(chunk -> List.of(""), ALONE));

        // Then
        assertThat(chunkSizes).containsExactlyInAnyOrder(2, 1, 2);
    }

    @Test
    void endsAChunkBeforeItsWorkIsTooMuch() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = costing(50, 50, 1, 99, 250, 1, 2);

        // When
        intercept(poll);
        poll.forEach(record -> received(record).awaitOrCompute(chunk -> List.of(""), ALONE));

        // Then
        assertThat(chunkSizes).containsExactlyInAnyOrder(2, 2, 1, 2);
    }

    @Test
    void handsStreamsNoMoreThanFitsATransactionWhereTheConsumerGoesBack() {
        // Given
        interceptor.configure(Map.of(ChunkInterceptor.WORKERS, workers, ChunkInterceptor.REWINDS, true));
        List<ConsumerRecord<byte[], byte[]>> poll = costing(100, 100, 100, 1, 1);

        // When
        ConsumerRecords<byte[], byte[]> left = interceptor.onConsume(records(poll));

        // Then
        assertThat(left.records(PARTITION)).containsExactlyElementsOf(poll.subList(0, 3));
        assertThat(left.nextOffsets().get(PARTITION).offset()).isEqualTo(3);
        assertThat(poll.get(3).headers()).isEmpty();
    }

    @Test
    void handsStreamsOneRecordOfEachPartitionHoweverMuchItCosts() {
        // Given
        interceptor.configure(Map.of(ChunkInterceptor.WORKERS, workers, ChunkInterceptor.REWINDS, true));
        TopicPartition another = new TopicPartition("images", 1);
        TopicPartition ofOthers = new TopicPartition("others", 0);

        // When
        ConsumerRecords<byte[], byte[]> left = interceptor.onConsume(new ConsumerRecords<>(
                Map.of(PARTITION, costing(1_000, 1), another, costing(100, 50, 1), ofOthers, costing(1_000, 1_000)),
                Map.of(PARTITION, new OffsetAndMetadata(2), another, new OffsetAndMetadata(3))));

        // Then
        assertThat(left.records(PARTITION)).hasSize(1);
        assertThat(left.records(another)).hasSize(2);
        assertThat(left.records(ofOthers)).hasSize(2);
        assertThat(left.nextOffsets())
                .containsEntry(PARTITION, new OffsetAndMetadata(1))
                .containsEntry(another, new OffsetAndMetadata(2));
    }

    @Test
    void leavesNothingInTheHeadersOnceDeserialized() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = new ArrayList<>(poll(1));
        poll.add(record(1, 0, null));
        poll.forEach(record -> record.headers().add("traceparent", new byte[] {1}));

        // When
        intercept(poll);
        poll.forEach(this::received);

        // Then
        assertThat(poll)
                .allSatisfy(record -> assertThat(record.headers())
                        .hasSize(1)
                        .allSatisfy(header -> assertThat(header.key()).isEqualTo("traceparent")));
    }

    @Test
    void leavesAPublishersHeaderOfTheSameNameAlone() {
        // Given
        ConsumerRecord<byte[], byte[]> record = record(0, 0, "v");
        record.headers().add(ChunkHeader.KEY, "theirs".getBytes(UTF_8));

        // When
        intercept(List.of(record));
        received(record);

        // Then
        assertThat(record.headers())
                .singleElement()
                .satisfies(header -> assertThat(header.value()).isEqualTo("theirs".getBytes(UTF_8)));
    }

    @Test
    void beginsOnlyAFewChunksBeforeTheyAreAwaited() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = poll(100);

        // When
        intercept(poll);
        received(poll.get(0)).awaitOrCompute(chunk -> List.of(""), ALONE);
        workers.close();

        // Then
        assertThat(chunkSizes).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void isBusyUntilTheLastChunkOfThePollIsAwaited() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> poll = poll(20);

        // When
        intercept(poll);
        List<ReceivedValue<String>> received = poll.stream().map(this::received).toList();
        workers.close();

        // Then
        for (int i = 0; i < 16; i++) {
            received.get(i).awaitOrCompute(chunk -> List.of(""), ALONE);
            assertThat(workers.isBusy()).as("after record %d", i).isTrue();
        }
        received.get(16).awaitOrCompute(chunk -> List.of(""), ALONE);
        assertThat(workers.isBusy()).isFalse();
    }

    @Test
    void forgetsAPollThatItsThreadHasLeftForAnother() {
        // Given
        intercept(poll(20));
        List<ConsumerRecord<byte[], byte[]>> next = poll(1);

        // When
        intercept(next);
        received(next.get(0)).awaitOrCompute(chunk -> List.of(""), ALONE);
        workers.close();

        // Then
        assertThat(workers.isBusy()).isFalse();
    }

    @Test
    void forgetsThePollOfAConsumerThatHasClosed() throws Exception {
        // Given: a stream thread that dies in the middle of a poll, and the one that replaces it
        Thread replaced = new Thread(() -> {
            intercept(poll(20));
            interceptor.close();
        });
        replaced.start();
        replaced.join();
        ChunkInterceptor another = interceptor();
        List<ConsumerRecord<byte[], byte[]>> next = poll(1);

        // When
        another.onConsume(records(next));
        received(next.get(0)).awaitOrCompute(chunk -> List.of(""), ALONE);
        workers.close();

        // Then
        assertThat(workers.isBusy()).isFalse();
    }

    @Test
    void computesARecordAloneWhereItsChunkFailed() {
        // Given
        workers.close();
        workers = new ChunkWorkers<>(
                "images",
                chunk -> {
                    throw new EncoderException("device lost", new IllegalStateException());
                },
                COST,
                LIMITS,
                1);
        interceptor = interceptor();
        ConsumerRecord<byte[], byte[]> record = record(0, 0, "v");

        // When
        intercept(List.of(record));

        // Then
        assertThat(received(record).awaitOrCompute(this::echo, RawRecord.from(record)))
                .isEqualTo("v");
    }

    @Test
    void leavesARecordWithoutTimeToStreams() {
        // Given
        ConsumerRecord<byte[], byte[]> record = record(0, -1, "v");

        // When
        intercept(List.of(record));

        // Then
        assertThat(received(record).pending()).isNull();
    }

    @Test
    void computesAChunkWhereItIsAwaitedIfTheWorkersAreGone() {
        // Given
        workers.close();
        List<ConsumerRecord<byte[], byte[]>> poll = poll(2);

        // When
        intercept(poll);

        // Then
        assertThat(received(poll.get(1)).awaitOrCompute(chunk -> List.of("alone"), ALONE))
                .isEqualTo("v1");
    }

    @Test
    void isRefusedWithoutWorkers() {
        // Given
        ChunkInterceptor without = new ChunkInterceptor();

        // Then
        assertThatThrownBy(() -> without.configure(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ChunkInterceptor.WORKERS);
    }

    private ChunkInterceptor interceptor() {
        ChunkInterceptor created = new ChunkInterceptor();
        created.configure(Map.of(ChunkInterceptor.WORKERS, workers));
        return created;
    }

    private void intercept(List<ConsumerRecord<byte[], byte[]>> poll) {
        ConsumerRecords<byte[], byte[]> records = records(poll);
        assertThat(interceptor.onConsume(records)).isSameAs(records);
    }

    private static ConsumerRecords<byte[], byte[]> records(List<ConsumerRecord<byte[], byte[]>> poll) {
        return new ConsumerRecords<>(Map.of(PARTITION, poll), Map.of());
    }

    private ReceivedValue<String> received(ConsumerRecord<byte[], byte[]> record) {
        return deserializer.deserialize("images", record.headers(), record.value());
    }

    private static List<ConsumerRecord<byte[], byte[]>> poll(int records) {
        return IntStream.range(0, records).mapToObj(i -> record(i, 0, "v" + i)).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> costing(long... work) {
        return IntStream.range(0, work.length)
                .mapToObj(i -> record(i, 0, "costs " + work[i]))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp, String value) {
        Headers headers = new RecordHeaders();
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new ConsumerRecord<>(
                "images",
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                bytes,
                headers,
                Optional.empty());
    }
}
