package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Checkpoint SAVED =
            new Checkpoint("Run[seed=1, steps=9] on data", 3, 1.5, new byte[] {7, 8, 9});

    @TempDir
    Path folder;

    @Test
    void whatWasSavedIsRead() throws IOException {
        // Given
        new Checkpoint("another", 1, 0, new byte[0]).writeTo(folder);

        // When
        SAVED.writeTo(folder);

        // Then
        Checkpoint read = Checkpoint.readFrom(folder, SAVED.run());
        assertThat(read.steps()).isEqualTo(3);
        assertThat(read.cpuSeconds()).isEqualTo(1.5);
        assertThat(read.state()).containsExactly(7, 8, 9);
        assertThat(Checkpoint.readFrom(folder).run()).isEqualTo(SAVED.run());
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is left beside it").hasSize(1);
        }
    }

    @ParameterizedTest(name = "a bit of byte {0} flipped")
    @ValueSource(ints = {6, 20, 36, 50, 60, 80})
    void aFlippedBitIsDamage(int at) throws IOException {
        // Given
        SAVED.writeTo(folder);
        byte[] bytes = Files.readAllBytes(file());
        assertThat(bytes).hasSize(4 + 2 + 28 + 4 + 8 + 4 + 3 + 32);

        // When
        bytes[at] ^= 4;
        Files.write(file(), bytes);

        // Then
        isDamaged();
    }

    @ParameterizedTest(name = "the first {0} bytes")
    @ValueSource(ints = {0, 3, 4, 20, 40, 52, 53, 84})
    void aFileThatWasCutShortIsDamage(int length) throws IOException {
        // Given
        SAVED.writeTo(folder);
        byte[] bytes = Files.readAllBytes(file());

        // When
        Files.write(file(), java.util.Arrays.copyOf(bytes, length));

        // Then
        isDamaged();
    }

    private void isDamaged() {
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder, SAVED.run()))
                .withMessage(file() + " is damaged or not whole: delete it to go on without it");
    }

    @Test
    void theBestOfTheRunIsOfferedInPlaceOfADamagedOne() throws IOException {
        // Given
        SAVED.writeTo(folder);
        SAVED.writeTo(folder.resolve(Checkpoint.BEST));
        Files.write(file(), new byte[] {0x53, 0x49});

        // Then
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder, SAVED.run()))
                .withMessageContaining("copy " + folder.resolve("best/checkpoint.bin") + " over it");
    }

    @Test
    void aFileOfSomethingElseIsNoCheckpoint() throws IOException {
        // Given
        Files.writeString(file(), "checkpoint");

        // Then
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder, "any"))
                .withMessageContaining("is no checkpoint of this version");
    }

    @Test
    void whatDiffersFromAnotherRunIsNamed() throws IOException {
        // Given
        SAVED.writeTo(folder);

        // Then
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder, "Run[seed=2, steps=9] on data"))
                .withMessage(file() + " belongs to another run: saved with seed=1, asked for seed=2");
    }

    @Test
    void whatCannotBeWrittenLeavesTheEarlierOne() throws IOException {
        // Given
        SAVED.writeTo(folder);
        Path blocked = Files.createDirectories(folder.resolve("blocked"));
        Files.createDirectories(blocked.resolve("checkpoint.bin/full"));

        // Then
        assertThatIOException()
                .isThrownBy(() -> SAVED.writeTo(blocked))
                .withMessageContaining("the checkpoint of step 3 cannot be written: ");
        try (var files = Files.list(blocked)) {
            assertThat(files).as("no part of a file is left").hasSize(1);
        }
        assertThat(Checkpoint.readFrom(folder, SAVED.run()).steps()).isEqualTo(3);
    }

    @Test
    void anOlderOneHasNoDigestAndDoesNotNameTheSelectSplit() throws IOException {
        // Given
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file()))) {
            out.writeInt(0x53_49_41_31);
            out.writeUTF("a run");
            out.writeInt(3);
            out.writeDouble(1.5);
            out.writeInt(2);
            out.write(new byte[] {7, 8});
        }

        // Then
        assertThat(Checkpoint.readFrom(folder, "a run, select=data").state()).containsExactly(7, 8);
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder, "another run"))
                .withMessageContaining("belongs to another run");
        assertThatIOException()
                .isThrownBy(() -> Checkpoint.readFrom(folder))
                .withMessage(file() + " is of an earlier build, and has no digest");
    }

    private Path file() {
        return folder.resolve("checkpoint.bin");
    }
}
