package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/** Sends a record with timestamp -1 over the wire protocol: brokers take it, though Java's producer would not send it. */
final class TimelessProducer {
    /** The last version that names topics by name. */
    private static final short VERSION = 12;

    private TimelessProducer() {}

    static RecordMetadata send(String bootstrapServers, String topic, int partition, String key, byte[] value)
            throws IOException {
        ProduceRequest request = request(topic, partition, new SimpleRecord(-1, key.getBytes(UTF_8), value));
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "timeless", 1);
        String[] address = bootstrapServers.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            ByteBuffer bytes = request.serializeWithHeader(header);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer answer = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            ResponseHeader.parse(answer, header.apiKey().responseHeaderVersion(VERSION));
            return metadata(topic, partition, new ProduceResponseData(new ByteBufferAccessor(answer), VERSION));
        }
    }

    private static ProduceRequest request(String topic, int partition, SimpleRecord record) {
        ProduceRequestData.PartitionProduceData records = new ProduceRequestData.PartitionProduceData()
                .setIndex(partition)
                .setRecords(MemoryRecords.withRecords(Compression.NONE, record));
        ProduceRequestData data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(10_000);
        data.topicData()
                .add(new ProduceRequestData.TopicProduceData().setName(topic).setPartitionData(List.of(records)));
        return ProduceRequest.builder(data).build(VERSION);
    }

    private static RecordMetadata metadata(String topic, int partition, ProduceResponseData response) {
        ProduceResponseData.PartitionProduceResponse answer =
                response.responses().iterator().next().partitionResponses().get(0);
        if (answer.errorCode() != 0) {
            throw new IllegalStateException("error " + answer.errorCode() + ": " + answer.errorMessage());
        }
        return new RecordMetadata(new TopicPartition(topic, partition), answer.baseOffset(), 0, -1, 0, 0);
    }
}
