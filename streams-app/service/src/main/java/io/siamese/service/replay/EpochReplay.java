package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.Reasons;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.ImageStoreException;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.loading.EncoderGallery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Derives decisions by the galleries as they stand, which somebody else brings to the decisions' epoch. */
final class EpochReplay {
    /** Reasons that only say that an image or its key is gone, or that the settings are others. */
    private static final Set<String> GONE =
            Set.of(Reasons.IMAGE_NOT_FOUND, Reasons.IMAGE_URI_NOT_ALLOWED, Reasons.KEY_UNKNOWN);

    private final EventSerdes serdes;
    private final Map<String, EncoderGallery> encoders;
    private final SourceImages images;
    private final ReplayWindow window;
    private final Consumer<ReplayFinding> each;

    EpochReplay(
            EventSerdes serdes,
            Map<String, EncoderGallery> encoders,
            SourceImages images,
            ReplayWindow window,
            Consumer<ReplayFinding> each) {
        this.serdes = serdes;
        this.encoders = encoders;
        this.images = images;
        this.window = window;
        this.each = each;
    }

    void replayAll(List<Recorded> decisions) {
        Map<String, List<Recorded>> byEncoder = new TreeMap<>();
        for (Recorded recorded : decisions) {
            Optional<String> obstacle = window.obstacle(recorded.decision());
            if (obstacle.isPresent()) {
                reportFinding(ReplayFinding.Kind.OUTSIDE, recorded, obstacle.get());
            } else {
                byEncoder
                        .computeIfAbsent(recorded.decision().getEncoderId(), id -> new ArrayList<>())
                        .add(recorded);
            }
        }
        byEncoder.forEach((id, meant) -> replayByEncoder(encoder(id), meant));
    }

    /** The window lets no decision through whose encoder is not loaded. */
    private EncoderGallery encoder(String id) {
        return Objects.requireNonNull(encoders.get(id), () -> "encoder " + id + " is not loaded");
    }

    private void replayByEncoder(EncoderGallery encoder, List<Recorded> meant) {
        Map<Integer, Map<Long, RawRecord>> records = records(meant);
        List<Recorded> found = new ArrayList<>();
        List<RawRecord> raw = new ArrayList<>();
        for (Recorded recorded : meant) {
            var source = recorded.decision().getSource();
            RawRecord record =
                    records.getOrDefault(source.getPartition(), Map.of()).get(source.getOffset());
            if (record == null) {
                reportFinding(ReplayFinding.Kind.OUTSIDE, recorded, "the image is not there any more");
            } else {
                found.add(recorded);
                raw.add(record);
            }
        }
        deriveAndCompare(encoder, found, raw);
    }

    private Map<Integer, Map<Long, RawRecord>> records(List<Recorded> meant) {
        Map<Integer, TreeSet<Long>> offsets = new TreeMap<>();
        meant.forEach(recorded -> offsets.computeIfAbsent(
                        recorded.decision().getSource().getPartition(), partition -> new TreeSet<>())
                .add(recorded.decision().getSource().getOffset()));
        Map<Integer, Map<Long, RawRecord>> records = new HashMap<>();
        offsets.forEach((partition, wanted) -> records.put(partition, images.fetchRecords(partition, wanted)));
        return records;
    }

    private void deriveAndCompare(EncoderGallery encoder, List<Recorded> recorded, List<RawRecord> raw) {
        if (raw.isEmpty()) {
            return;
        }
        String log = recorded.get(0).decision().getGalleryLog();
        try {
            List<MatchDecision> again =
                    encoder.probeWork(serdes, "", log, search -> search).draftDecisions(raw);
            for (int i = 0; i < raw.size(); i++) {
                compare(recorded.get(i), again.get(i));
            }
        } catch (ImageStoreException e) {
            deriveOneByOne(encoder, recorded, raw);
        }
    }

    /** Nothing was told of these records yet, because one of them has an image whose store gives no answer. */
    private void deriveOneByOne(EncoderGallery encoder, List<Recorded> recorded, List<RawRecord> raw) {
        if (raw.size() == 1) {
            reportFinding(
                    ReplayFinding.Kind.OUTSIDE,
                    recorded.get(0),
                    "the store of the image that lies elsewhere gives no answer");
            return;
        }
        for (int i = 0; i < raw.size(); i++) {
            deriveAndCompare(encoder, List.of(recorded.get(i)), List.of(raw.get(i)));
        }
    }

    private void compare(Recorded recorded, MatchDecision again) {
        List<String> differences = DecisionComparison.differences(recorded.decision(), again);
        Optional<String> wrongEncoder = encoder(recorded.decision().getEncoderId())
                .galleries()
                .activeEncoder()
                .filter(active -> !active.equals(recorded.decision().getEncoderId()))
                .map(active -> "the gallery log names encoder " + active + " at epoch "
                        + recorded.decision().getGalleryEpoch());
        List<String> all = new ArrayList<>(differences);
        wrongEncoder.ifPresent(all::add);
        if (all.isEmpty()) {
            reportFinding(ReplayFinding.Kind.AGREES, recorded, "");
            return;
        }
        if (GONE.contains(String.valueOf(again.getReason()))) {
            reportFinding(
                    ReplayFinding.Kind.OUTSIDE, recorded, "the image cannot be had any more: " + again.getReason());
            return;
        }
        String what = String.join("; ", all);
        window.findDoubt(recorded)
                .ifPresentOrElse(
                        doubt -> reportFinding(ReplayFinding.Kind.OUTSIDE, recorded, doubt + " (" + what + ")"),
                        () -> reportFinding(ReplayFinding.Kind.DIFFERS, recorded, what));
    }

    private void reportFinding(ReplayFinding.Kind kind, Recorded recorded, String detail) {
        each.accept(new ReplayFinding(kind, recorded.sourceName(), recorded.offset(), detail));
    }
}
