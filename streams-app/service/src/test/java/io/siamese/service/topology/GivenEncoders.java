package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.service.encoders.EncoderGroups;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.gallerylog.OtherTemplates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the other encoders of the installation. A test says which of them are loaded, how far they are, and what the
 * instance's tail has read of them.
 */
final class GivenEncoders implements EncoderGroups {
    /** Ids of the encoders that an instance runs. */
    final Set<String> loaded = new HashSet<>();
    /** Offset of exemplars up to which an encoder has answered, exclusive, by its id. */
    final Map<String, Long> answeredTo = new HashMap<>();
    /** Ids of the encoders whose progress was forgotten. */
    final Set<String> forgotten = new HashSet<>();

    private final GalleryLogContents tail;

    /** @param encoder the encoder of the task, which is none of the others */
    GivenEncoders(VectorEncoder encoder) {
        tail = new GalleryLogContents(
                new GalleryLog(EncoderIdentity.of(encoder), null),
                new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity())));
    }

    /** Their templates, as far as the tail has read the gallery log. */
    OtherTemplates templates() {
        return tail.otherTemplates();
    }

    /** Lets the instance's tail read a template of another encoder. */
    void readTemplate(String encoderId, String key, long exemplarOffset) {
        Template value = Template.newBuilder().setExemplarOffset(exemplarOffset).build();
        tail.apply(0, new GalleryLogRecord.TemplateRecord(new TemplateKey(encoderId, key.getBytes(UTF_8)), value));
    }

    /**
     * Lets the instance's tail read what another encoder is.
     *
     * @param request offset of the request that it was said for
     * @param unsupported what its calibration does not support; null: nothing
     */
    void readStanding(String encoderId, long request, @Nullable String unsupported) {
        tail.apply(
                0,
                new GalleryLogRecord.StandingRecord(new EncoderStanding(encoderId, 2, "cosine", request, unsupported)));
    }

    @Override
    public boolean isLoaded(String encoderId) {
        return loaded.contains(encoderId);
    }

    @Override
    public OptionalLong answeredTo(String encoderId) {
        return OptionalLong.of(answeredTo.getOrDefault(encoderId, 0L));
    }

    @Override
    public void forgetProgress(String encoderId) {
        forgotten.add(encoderId);
    }
}
