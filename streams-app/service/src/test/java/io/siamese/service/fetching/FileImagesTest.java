package io.siamese.service.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.Reasons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileImagesTest {
    private static final int ROUNDS = 200;

    @TempDir
    Path folder;

    private final FileImages images = new FileImages(1_000);

    private static ImageLocation image(Path share) {
        return new ImageLocation(
                share.resolve("images/a").toUri(), share.resolve("images/").toUri());
    }

    private Path share(String name) throws Exception {
        Path share = folder.resolve(name);
        Files.createDirectories(share.resolve("images"));
        Files.write(share.resolve("images/a"), new byte[] {1});
        return share;
    }

    @Test
    void anImageThatIsDeletedIsNotFound() throws Exception {
        // Given
        Path share = share("share");
        Files.delete(share.resolve("images/a"));

        // When // Then
        assertThat(images.fetch(image(share))).isEqualTo(new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND));
    }

    @Test
    void aShareThatIsUnmountedMeanwhileSaysNothingOfItsImages() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Path share = share("share-" + round);
            AtomicInteger found = new AtomicInteger();
            CompletableFuture<FetchAnswer> other = CompletableFuture.supplyAsync(() -> otherThanFound(share, found));
            while (found.get() < 3) {
                Thread.onSpinWait();
            }

            // When
            Files.move(share, folder.resolve("away-" + round));

            // Then
            assertThat(other.get(10, TimeUnit.SECONDS)).as("round %d", round).isInstanceOf(FetchAnswer.Failed.class);
        }
    }

    private FetchAnswer otherThanFound(Path share, AtomicInteger found) {
        while (true) {
            FetchAnswer answer = images.fetch(image(share));
            if (!(answer instanceof FetchAnswer.Found)) {
                return answer;
            }
            found.incrementAndGet();
        }
    }
}
