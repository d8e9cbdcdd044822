package io.siamese.schemas.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderKeysTest {
    /** A third of them met the wrong moment. */
    private static final int ROUNDS = 200;

    @TempDir
    Path folder;

    private FolderKeys keys() {
        return new FolderKeys(folder);
    }

    @Test
    void encryptsByTheKeyThatComesLast() throws Exception {
        // Given
        FolderKeys keys = keys();
        keys.create("door", "2026-11-30");
        keys.create("door", "2026-09-01");
        Files.writeString(folder.resolve("door/2026-12-01.key~"), "left by an editor");

        // When // Then
        assertThat(keys.current("door")).map(DataKey::id).contains("2026-11-30");
        assertThat(keys.find("door", "2026-09-01")).isPresent();
        assertThat(keys.current("office")).isEmpty();
        assertThat(keys.check()).isEqualTo("door: 2026-09-01, 2026-11-30");
    }

    @Test
    void seesANewKeyAtOnceAndADeletedOneSoon() throws Exception {
        // Given
        FolderKeys keys = keys();
        Path old = keys.create("Büro", "1");
        assertThat(keys.find("Büro", "1")).isPresent();

        // When
        keys.create("Büro", "2");
        Files.delete(old);

        // Then: what is read again to find the new one lacks the old one
        assertThat(keys.find("Büro", "2")).isPresent();
        assertThat(keys.find("Büro", "1")).isEmpty();
        assertThat(folder.resolve("B%C3%BCro/2.key")).exists();
    }

    @Test
    void takesAFolderThatIsNotThereForAnOutage() {
        // Given
        FolderKeys keys = new FolderKeys(folder.resolve("not-mounted"));

        // When // Then
        assertThatThrownBy(() -> keys.find("door", "1"))
                .isInstanceOf(KeyOutageException.class)
                .hasMessageContaining("not-mounted");
        assertThatThrownBy(() -> keys.current("door")).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(keys::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not-mounted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ=="})
    void refusesAFileThatHoldsNoKeyWithoutQuotingIt(String content) throws Exception {
        // Given
        Path file = keys().create("door", "1");
        Files.writeString(file, content);

        // When // Then
        assertThatThrownBy(() -> keys().check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageEndingWith("allowed are 32 random bytes as base64");
        assertThatThrownBy(() -> keys().find("door", "1"))
                .as("a broken file deletes nothing")
                .isInstanceOf(KeyOutageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw--w----", "rw-----w-"})
    void refusesAFileThatOthersMayReadOrChange(String mode) throws Exception {
        assumePosix();
        // Given
        Path file = keys().create("door", "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        // When // Then
        assertThatThrownBy(() -> keys().check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mode)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void makesFilesThatTheirOwnerAloneMayRead() throws Exception {
        assumePosix();
        // When
        Path file = keys().create("door", "1");

        // Then
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        assertThat(keys().current("door")).as("a secret that is mounted").isPresent();
    }

    private void assumePosix() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX modes here");
    }

    @Test
    void overwritesNoKey() throws Exception {
        // Given
        keys().create("door", "1");

        // When // Then
        assertThatThrownBy(() -> keys().create("door", "1")).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void leavesItsFolderForNoNameOfAGallery() throws Exception {
        // Given: a key that lies one folder up, where a gallery that is called ".." would look
        FolderKeys inner = new FolderKeys(folder.resolve("inner"));
        inner.create("door", "1");
        Files.copy(folder.resolve("inner/door/1.key"), folder.resolve("1.key"));

        // When // Then
        assertThat(inner.find("..", "1")).isEmpty();
        assertThat(inner.find(".", "1")).isEmpty();
        assertThat(inner.find("door", "../../1")).isEmpty();
        assertThatThrownBy(() -> inner.create("..", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inner.create("door", "../2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesAnEmptyMountPointForAnOutage() throws Exception {
        // Given: a share that was mounted
        FolderKeys keys = keys();
        Path file = keys.create("door", "1");
        assertThat(keys.find("door", "1")).isPresent();

        // When: it is unmounted, and the folder under it shows
        Files.delete(file);
        Files.delete(file.getParent());

        // Then
        assertThatThrownBy(() -> keys.find("door", "2")).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(() -> keys.find("office", "1")).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(() -> keys.current("office")).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(() -> keys().current("door")).isInstanceOf(KeyOutageException.class);
        assertThatThrownBy(keys::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys create");
    }

    /** What is encrypted by a key that is gone counts as deleted, so a look at the wrong moment would delete it. */
    @Test
    void takesNoKeyForGoneWhileItsFolderIsMounted() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Path share = folder.resolve("share-" + round);
            Path away = folder.resolve("away-" + round);
            new FolderKeys(away).create("door", "1");
            AtomicInteger outages = new AtomicInteger();

            // When
            CompletableFuture<Optional<DataKey>> found =
                    CompletableFuture.supplyAsync(() -> findAfterOutages(new FolderKeys(share), outages));
            while (outages.get() < 3) {
                Thread.onSpinWait();
            }
            Files.move(away, share);

            // Then
            assertThat(found.get(10, TimeUnit.SECONDS)).as("round %d", round).isPresent();
        }
    }

    private static Optional<DataKey> findAfterOutages(FolderKeys keys, AtomicInteger outages) {
        while (true) {
            try {
                return keys.find("door", "1");
            } catch (KeyOutageException e) {
                outages.incrementAndGet();
            }
        }
    }

    @Test
    void takesADeletedKeyForGoneAsLongAsItsGallerysFolderIsThere() throws Exception {
        // Given
        Path file = keys().create("door", "1");

        // When
        Files.delete(file);

        // Then
        assertThat(keys().find("door", "1")).isEmpty();
        assertThat(keys().current("door")).isEmpty();
        assertThat(keys().check()).isEqualTo("door: none");
    }

    @Test
    void oneFileThatIsRefusedTakesNoOtherKeyAway() throws Exception {
        // Given
        FolderKeys keys = keys();
        keys.create("door", "1");
        Files.writeString(keys.create("door", "2"), "");
        keys.create("door", "3");

        // When // Then
        assertThat(keys().find("door", "1")).isPresent();
        assertThat(keys().current("door")).map(DataKey::id).contains("3");
        assertThatThrownBy(() -> keys().find("door", "2")).isInstanceOf(KeyOutageException.class);
    }

    @Test
    void passesOverFoldersThatAreNamedLikeNoGallery() throws Exception {
        // Given
        keys().create("door", "1");
        Files.createDirectory(folder.resolve("lost+found"));

        // When // Then
        assertThat(keys().check()).isEqualTo("door: 1");
    }

    @Test
    void hasNoKeyForANameThatNoFolderCanHave() throws Exception {
        // Given
        keys().create("door", "1");
        String longest = "\u4E2D".repeat(42);

        // When // Then
        assertThat(keys().find(longest, "1")).isEmpty();
        assertThat(keys().current(longest)).isEmpty();
        assertThatThrownBy(() -> keys().create(longest, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("255");
    }

    @Test
    void leavesNothingButTheKey() throws Exception {
        // When
        Path file = keys().create("door", "1");

        // Then
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void showsNobodyAKeyThatIsOnlyHalfWritten() throws Exception {
        // Given: somebody who reads all the time
        keys().create("door", "0");
        FolderKeys reader = keys();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            while (reader.find("door", "last").isEmpty()) {
                reader.find("door", "not-there");
                keys().current("door");
            }
        });

        // When
        for (int i = 0; i < 300; i++) {
            keys().create("door", "key-" + i);
        }
        keys().create("door", "last");

        // Then
        reading.get(30, TimeUnit.SECONDS);
    }
}
