package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.events.Source;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the image of a decision: its coordinates, such as {@code images-3-41}, or else its id.
 *
 * @param text as given
 * @param place null: the text is an id
 */
record SourceName(String text, @Nullable Place place) {
    private static final Pattern COORDINATES = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

    /** Where an image lies in its topic. */
    record Place(int partition, long offset) {}

    /** @param images name of the topic of images: coordinates in another topic are an id */
    static SourceName parse(String text, String images) {
        Matcher matcher = COORDINATES.matcher(text);
        return matcher.matches() && matcher.group(1).equals(images)
                ? new SourceName(text, new Place(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : new SourceName(text, null);
    }

    /** Whether a decision is about this image. */
    boolean isImageOf(MatchDecision decision) {
        Source source = decision.getSource();
        return place == null
                ? decision.getImageId().equals(text)
                : source.getPartition() == place.partition() && source.getOffset() == place.offset();
    }
}
