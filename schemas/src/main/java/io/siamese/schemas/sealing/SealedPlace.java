package io.siamese.schemas.sealing;

import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.Segment;
import java.util.function.Supplier;

/**
 * Says what encrypted bytes are part of. It is authenticated with them, so that bytes that are copied to another place are
 * refused there.
 */
public final class SealedPlace {
    private final String gallery;
    private final Supplier<String> name;

    private SealedPlace(String gallery, Supplier<String> name) {
        this.gallery = gallery;
        this.name = name;
    }

    /** The numbers of a template: encoder, gallery, subject and exemplar are bound. */
    public static SealedPlace template(TemplateKey key) throws MalformedKeyException {
        return new SealedPlace(key.exemplar().gallery(), () -> "template/" + key);
    }

    /** The image of an exemplar: gallery, subject and exemplar are bound. */
    public static SealedPlace exemplar(ExemplarKey key) {
        return new SealedPlace(key.gallery(), () -> "exemplar/" + key.text());
    }

    /**
     * The image of a probe: gallery and image id are bound.
     *
     * @param imageId the key of the record
     */
    public static SealedPlace probe(String gallery, String imageId) {
        return new SealedPlace(gallery, () -> "probe/" + Segment.escape(gallery) + "/" + imageId);
    }

    /** The gallery whose key encrypts, plain name. */
    public String gallery() {
        return gallery;
    }

    /** The name of the place, such as {@code exemplar/door/alice/1}. It is put together here: most images are not encrypted. */
    public String name() {
        return name.get();
    }
}
