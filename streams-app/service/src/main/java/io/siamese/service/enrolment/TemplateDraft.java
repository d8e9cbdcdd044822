package io.siamese.service.enrolment;

import io.siamese.events.Template;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Newcomer;

/**
 * A template as a worker makes it: without flags and without its time.
 *
 * @param template the event for the gallery log
 * @param newcomer the same for a comparison with others
 * @param neighbours who was nearest when the worker looked; others may have come or gone since
 */
record TemplateDraft(Template template, Newcomer newcomer, Neighbours neighbours) {
    GalleryTemplate galleryTemplate() {
        long end = template.getValidUntil() == null
                ? Long.MAX_VALUE
                : template.getValidUntil().toEpochMilli();
        return new GalleryTemplate(
                newcomer.gallery(),
                newcomer.subject(),
                newcomer.exemplar(),
                template.getKind(),
                newcomer.embedding(),
                end);
    }
}
