package io.siamese.service.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an id in the state directory, so that an instance that starts again gives its producers the names that they had.
 * The brokers then end at once the transaction that was open when it was killed. Under new names they would wait for its
 * timeout, and nobody could read the decisions behind it. Kafka Streams keeps such an id only for stores on disk.
 *
 * <p>One process has the id at a time, because it holds a lock on the file. An instance that gets no lock, or cannot write
 * the file, has an id for this run alone. Whoever opens it closes it.
 */
final class InstanceId implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceId.class);
    private static final int LENGTH = new UUID(0, 0).toString().length();

    private final String applicationId;
    private volatile UUID id;
    private final @Nullable FileChannel held;

    private InstanceId(String applicationId, UUID id, @Nullable FileChannel held) {
        this.applicationId = applicationId;
        this.id = id;
        this.held = held;
    }

    /** Opens the id of an application in a folder, which is made where it is missing. */
    static InstanceId open(Path folder, String applicationId) {
        try {
            Files.createDirectories(folder);
            FileChannel file = FileChannel.open(
                    folder.resolve(applicationId + ".instance"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                return openLocked(applicationId, file);
            } catch (IOException | OverlappingFileLockException e) {
                file.close();
                throw e;
            }
        } catch (IOException | OverlappingFileLockException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("why", e)
                    .log("a restart will not end what this instance leaves open: its id cannot be kept");
            return new InstanceId(applicationId, UUID.randomUUID(), null);
        }
    }

    private static InstanceId openLocked(String applicationId, FileChannel file) throws IOException {
        if (file.tryLock() == null) {
            throw new IOException("another process has the id");
        }
        Optional<UUID> kept = readId(file);
        UUID id = kept.orElseGet(UUID::randomUUID);
        if (kept.isEmpty()) {
            writeId(file, id);
        }
        return new InstanceId(applicationId, id, file);
    }

    /** Empty if the file is new, or was not written to its end. */
    private static Optional<UUID> readId(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        file.read(bytes, 0);
        try {
            return Optional.of(UUID.fromString(new String(bytes.array(), 0, bytes.position(), UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void writeId(FileChannel file, UUID id) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(id.toString().getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes, bytes.position());
        }
        file.force(true);
    }

    /**
     * Names a producer of this instance.
     *
     * @param given as Kafka Streams names it: {@code application-process-number}, another process each time
     */
    String transactionalId(String given) {
        return applicationId + "-" + id + given.substring(given.lastIndexOf('-'));
    }

    /**
     * Takes another id, for the producers to come. Called after the brokers gave up a transaction: if they forgot to end it somewhere,
     * the next transaction of the same name would commit it there.
     */
    synchronized void renew() {
        id = UUID.randomUUID();
        if (held == null) {
            return;
        }
        try {
            writeId(held, id);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the instance's new id could not be kept");
        }
    }

    /** Lets another process have the id. */
    @Override
    public void close() {
        if (held == null) {
            return;
        }
        try {
            held.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the instance's id could not be let go");
        }
    }
}
