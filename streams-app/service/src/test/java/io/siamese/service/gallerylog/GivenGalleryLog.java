package io.siamese.service.gallerylog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what a gallery log says as a test wants it. */
public final class GivenGalleryLog {

    private GivenGalleryLog() {}

    /** @param templates offset of the exemplar behind each template of two numbers, by the exemplar's key */
    public static GalleryLogSnapshot of(Map<String, Long> templates, @Nullable String activeEncoder) {
        return of(templates, activeEncoder, Map.of(), Map.of());
    }

    public static GalleryLogSnapshot of(
            Map<String, Long> templates,
            @Nullable String activeEncoder,
            Map<String, EffectivePolicy> policies,
            Map<String, GalleryLogSnapshot.Answer> answered) {
        Galleries galleries = new Galleries(2, PanelKernels.choose(Similarity.cosine()));
        galleries.apply(0, change -> change.activate(activeEncoder));
        templates.forEach((key, offset) -> galleries.apply(1, change -> change.put(template(key, offset))));
        return new GalleryLogSnapshot(
                2, galleries.snapshot(), Set.of(), Optional.ofNullable(activeEncoder), policies, answered);
    }

    private static GalleryTemplate template(String text, long offset) {
        try {
            ExemplarKey key = ExemplarKey.parse(text.getBytes(US_ASCII));
            return new GalleryTemplate(
                    key.gallery(),
                    key.subject(),
                    key.exemplar(),
                    ExemplarKind.POSITIVE,
                    new float[] {0, 1},
                    Long.MAX_VALUE,
                    offset);
        } catch (MalformedKeyException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
