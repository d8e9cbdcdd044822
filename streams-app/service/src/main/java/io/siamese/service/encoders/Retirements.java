package io.siamese.service.encoders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.service.gallerylog.GalleryLogWriter;
import io.siamese.service.gallerylog.OtherTemplates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Removes the templates of encoders that are retired, in parts: a transaction of enrolment is short. Each request is noted in the
 * store of the ledger until it is answered, so a task that moves goes on with what is left. For one thread.
 */
final class Retirements {
    /** Templates at once. */
    static final int PART = 2_000;

    private static final String PREFIX = "~retire/";
    /** Digits of the greatest long, so that offsets stand in the order of numbers. */
    private static final int DIGITS = 19;

    private final KeyValueStore<Bytes, byte[]> store;
    private final GalleryLogWriter log;
    private final OtherTemplates others;
    private final EncoderGroups groups;
    private final Map<Retirement, Iterator<TemplateKey>> underWay = new HashMap<>();

    /**
     * A request that is carried out.
     *
     * @param request offset in topic encoders
     * @param templates how many there were when it was taken
     */
    private record Retirement(long request, String encoderId, int templates) {}

    Retirements(KeyValueStore<Bytes, byte[]> store, GalleryLogWriter log, OtherTemplates others, EncoderGroups groups) {
        this.store = store;
        this.log = log;
        this.others = others;
        this.groups = groups;
    }

    /** Removes the first part, and answers if there is no other. */
    void begin(long request, String encoderId, List<TemplateKey> templates) {
        Retirement retirement = new Retirement(request, encoderId, templates.size());
        groups.forget(encoderId);
        store.put(
                key(retirement),
                ByteBuffer.allocate(Integer.BYTES).putInt(templates.size()).array());
        underWay.put(retirement, templates.iterator());
        removePart(retirement);
    }

    /** Removes the next part of each. */
    void goOn() {
        for (Retirement retirement : noted()) {
            if (groups.isLoaded(retirement.encoderId())) {
                end(
                        retirement,
                        EnrolmentStatus.REJECTED,
                        Reasons.STILL_LOADED,
                        "loaded again meanwhile: retire it later");
            } else {
                removePart(retirement);
            }
        }
    }

    private void removePart(Retirement retirement) {
        Iterator<TemplateKey> left = underWay.computeIfAbsent(
                retirement, anew -> others.ofEncoder(anew.encoderId()).iterator());
        for (int i = 0; i < PART && left.hasNext(); i++) {
            log.removedOfAnother(left.next(), Reasons.RETIRED, -1);
        }
        if (!left.hasNext()) {
            String removed = retirement.templates() + " templates removed";
            end(retirement, EnrolmentStatus.REVOKED, Reasons.RETIRED, removed);
        }
    }

    private void end(Retirement retirement, EnrolmentStatus status, String reason, @Nullable String detail) {
        underWay.remove(retirement);
        store.delete(key(retirement));
        log.answered(
                retirement.encoderId().getBytes(ISO_8859_1),
                new LogNote(status, reason, detail, null, false, retirement.request()));
    }

    private List<Retirement> noted() {
        List<Retirement> noted = new ArrayList<>();
        // '/' ends the prefix, and '0' comes after it.
        try (KeyValueIterator<Bytes, byte[]> notes = store.range(bytes(PREFIX), bytes("~retire0"))) {
            notes.forEachRemaining(note -> noted.add(retirement(note)));
        }
        return noted;
    }

    private static Retirement retirement(KeyValue<Bytes, byte[]> note) {
        String text = new String(note.key.get(), US_ASCII).substring(PREFIX.length());
        return new Retirement(
                Long.parseLong(text.substring(0, DIGITS)),
                text.substring(DIGITS + 1),
                ByteBuffer.wrap(note.value).getInt());
    }

    private static Bytes key(Retirement retirement) {
        return bytes(PREFIX
                + String.format(Locale.ROOT, "%0" + DIGITS + "d/", retirement.request())
                + retirement.encoderId());
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
