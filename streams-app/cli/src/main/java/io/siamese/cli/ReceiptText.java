package io.siamese.cli;

import io.siamese.client.ErasureCheck.Remains;
import io.siamese.events.ErasureReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells people what a receipt says. */
record ReceiptText(ErasureReceipt receipt) {

    List<String> renderLines() {
        List<String> lines = new ArrayList<>();
        lines.add(receipt.getKey() + " is erased: " + templates() + ", " + receipt.getImages() + " images");
        lines.add("  no decision with epoch " + receipt.getGalleryEpoch() + " or a later one names it (gallery log "
                + receipt.getGalleryLog() + ")");
        lines.add("  images and templates leave the disk by " + describeTime(receipt.getImagesGoneBy()));
        lines.add("  the tombstones, which hold the key, by " + describeTime(receipt.getBytesGoneBy()));
        receipt.getCopies()
                .forEach(copy -> lines.add("  " + copy.getTopic() + " may hold earlier records of it until "
                        + describeTime(copy.getGoneBy())));
        return lines;
    }

    private String templates() {
        Map<String, Integer> byEncoder = new TreeMap<>(receipt.getTemplates());
        return byEncoder.entrySet().stream()
                .map(encoder -> encoder.getValue() + " templates of encoder " + encoder.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String describeTime(@Nullable Instant time) {
        return time == null ? "no time that the topics' settings promise" : time.toString();
    }

    static String describeRemains(Remains record) {
        return record.topic() + " offset " + record.offset() + " " + record.key() + " "
                + (record.tombstone() ? "tombstone" : record.bytes() + " bytes") + " of " + record.at();
    }

    /** Keys are percent-encoded ASCII, and topic names need no escape. */
    static String toJsonLine(Remains record) {
        return "{\"topic\":\"" + record.topic() + "\",\"offset\":" + record.offset() + ",\"key\":\"" + record.key()
                + "\",\"bytes\":" + record.bytes() + ",\"tombstone\":" + record.tombstone() + ",\"at\":\"" + record.at()
                + "\"}";
    }
}
