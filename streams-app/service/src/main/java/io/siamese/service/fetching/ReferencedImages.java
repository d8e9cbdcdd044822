package io.siamese.service.fetching;

import io.siamese.schemas.Reasons;
import io.siamese.service.flow.Images;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.Result;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the images of records that say where their image lies. Fetching is begun when a record is polled, and goes on without a thread
 * that waits. A worker takes the image. Thread-safe; the owner closes it.
 */
public final class ReferencedImages implements AutoCloseable {
    /** A worker waits that long for an image that was not fetched before: well within a transaction. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** After that nobody will take an image any more: its partition went to another instance. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);
    /** Longer than a transaction: the record of an image that is here was handed over by then, or is polled again. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(30);
    /** Longer than the longest pause between two questions whether a store answers. */
    private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(4);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final FetchSettings settings;
    private final Observer observer;
    private final @Nullable ImageSources sources;
    private final ChangeSignal changes = new ChangeSignal();
    private final StoreHealth stores = new StoreHealth();
    private final Map<ImageReference.Place, PendingImage> pending = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "image-fetches");
        thread.setDaemon(true);
        return thread;
    });

    public ReferencedImages(FetchSettings settings, Observer observer) {
        this.settings = settings;
        this.observer = observer;
        sources = settings.allowed().isEmpty() ? null : new ImageSources(settings);
    }

    /** Whether any image may lie outside of its record. */
    public boolean isEnabled() {
        return !settings.allowed().isEmpty();
    }

    /**
     * Begins to fetch the images of records of one partition while there is room. The first one is also fetched without room if
     * nothing else of its partition is held, so that a store that is down keeps no other partition back.
     *
     * @param references in the order of the records
     */
    public synchronized void beginFetching(List<ImageReference> references) {
        pending.values().removeIf(image -> image.abandonIfForgotten(FORGOTTEN, LEFT_BEHIND));
        boolean isFirst = true;
        for (ImageReference reference : references) {
            PendingImage known = pending.get(reference.place());
            if (known != null) {
                known.markWanted();
            } else if (isFirst ? hasRoomForFirst(reference) : hasRoom()) {
                startFetching(reference);
            }
            isFirst = false;
        }
    }

    private boolean hasRoom() {
        return pending.size() < settings.parallel();
    }

    private boolean hasRoomForFirst(ImageReference reference) {
        return hasRoom() || pending.keySet().stream().noneMatch(reference.place()::isOfPartition);
    }

    /** Whether a record's image need not be waited for: it was fetched, or never will be. */
    public boolean hasArrived(ImageReference reference) {
        if (refusal(reference).isPresent()) {
            return true;
        }
        PendingImage image = pending.get(reference.place());
        return image != null && image.outcome().isDone();
    }

    /** The image, if it was fetched and not yet taken. */
    public Optional<byte[]> peek(ImageReference reference) {
        PendingImage image = pending.get(reference.place());
        return image == null || !image.outcome().isDone() || image.outcome().isCancelled()
                ? Optional.empty()
                : image.outcome().join().fold(Optional::of, reason -> Optional.empty());
    }

    /** The fetching of a record's image, until it is taken. */
    Optional<PendingImage> pending(ImageReference reference) {
        return Optional.ofNullable(pending.get(reference.place()));
    }

    /** Waits until one of the images is here, or there is room to begin it, or the time is over. */
    public void awaitAny(List<ImageReference> firsts, Duration atMost) {
        changes.awaitTrue(() -> firsts.stream().anyMatch(this::isHereOrMayBegin), atMost);
    }

    private boolean isHereOrMayBegin(ImageReference first) {
        return hasArrived(first) || pending(first).isEmpty() && hasRoomForFirst(first);
    }

    /**
     * Takes the image of a record that was polled. If it is not here, a transaction is open for it, so it is waited for only shortly.
     *
     * @throws ImageStoreException if it is not here soon: nothing may be decided then
     */
    public Result<byte[]> takeImage(ImageReference reference) {
        return checked(reference, this::fetched);
    }

    /**
     * Fetches a record's image, with one attempt that may take as long as the settings say. Nothing of it is kept.
     *
     * @throws ImageStoreException if its store gives no answer
     */
    public Result<byte[]> fetchOnce(ImageReference reference) {
        return checked(reference, this::answered);
    }

    private Result<byte[]> checked(ImageReference reference, Function<ImageReference, Result<byte[]>> fetching) {
        Optional<String> refusal = refusal(reference);
        Result<byte[]> image = refusal.isPresent()
                ? new Result.Rejection<>(refusal.get())
                : fetching.apply(reference).flatMap(bytes -> digested(bytes, reference));
        observer.fetched(image.fold(bytes -> "FOUND", reason -> reason));
        return image;
    }

    private Result<byte[]> answered(ImageReference reference) {
        ImageLocation location = location(reference);
        return sources().fetch(location).join().toResult().orElseThrow(() -> noAnswer(location, reference));
    }

    private static ImageStoreException noAnswer(ImageLocation location, ImageReference reference) {
        return new ImageStoreException(location.storeName() + " does not give the image of " + reference);
    }

    private ImageLocation location(ImageReference reference) {
        return settings.allowed().locate(reference.uri()).orElseThrow();
    }

    private ImageSources sources() {
        return Objects.requireNonNull(sources, "nothing is allowed");
    }

    private Result<byte[]> fetched(ImageReference reference) {
        PendingImage image = pending.computeIfAbsent(reference.place(), place -> started(reference));
        image.markWanted();
        try {
            Result<byte[]> outcome = image.outcome().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            pending.remove(reference.place());
            changes.signalChange();
            return outcome;
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            throw noAnswer(image.location(), reference);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageStoreException("interrupted while waiting for the image of " + reference);
        }
    }

    private static Result<byte[]> digested(byte[] image, ImageReference reference) {
        return Images.sha256(ByteBuffer.wrap(image)).equals(reference.sha256())
                ? new Result.Success<>(image)
                : new Result.Rejection<>(Reasons.DIGEST_MISMATCH);
    }

    /** Why an image is not even asked for. */
    private Optional<String> refusal(ImageReference reference) {
        String sha256 = reference.sha256();
        if (!isEnabled()) {
            return Optional.of(Reasons.CLAIM_CHECK_UNSUPPORTED);
        }
        if (sha256 == null || sha256.isEmpty()) {
            return Optional.of(Reasons.DIGEST_MISSING);
        }
        if (!SHA256.matcher(sha256).matches()) {
            return Optional.of(Reasons.DIGEST_MISMATCH);
        }
        return settings.allowed().locate(reference.uri()).isPresent()
                ? Optional.empty()
                : Optional.of(Reasons.IMAGE_URI_NOT_ALLOWED);
    }

    private void startFetching(ImageReference reference) {
        if (refusal(reference).isEmpty()) {
            pending.computeIfAbsent(reference.place(), place -> started(reference));
        }
    }

    private PendingImage started(ImageReference reference) {
        PendingImage image =
                new PendingImage(reference, location(reference), sources(), stores, clock, settings.giveUp());
        image.outcome().whenComplete((result, failure) -> changes.signalChange());
        image.attempt();
        return image;
    }

    /** What keeps images from being fetched, a sentence for each store that does not answer. */
    public List<String> outages() {
        Map<String, Duration> outages = new TreeMap<>();
        for (PendingImage image : pending.values()) {
            if (image.outageDuration().compareTo(SHORTEST_OUTAGE) > 0) {
                outages.merge(
                        image.location().storeName(), image.outageDuration(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return outages.entrySet().stream()
                .map(outage -> outage.getKey() + " has given no image for "
                        + outage.getValue().toSeconds() + " s")
                .toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (sources != null) {
            sources.close();
        }
    }
}
