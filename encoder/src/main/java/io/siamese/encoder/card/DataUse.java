package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Names the images that a model was made or measured with.
 *
 * @param name of the data set and its part
 * @param digest SHA-256, hex, over what the maker states in the model's notes
 * @param groups that the images come from, such as alphabets; two uses are disjoint if they share none
 * @param classes number of subjects
 * @param images number of images
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DataUse(String name, String digest, List<String> groups, int classes, int images) {

    public DataUse {
        name = name == null ? "" : name;
        digest = digest == null ? "" : digest;
        groups = groups == null ? List.of() : List.copyOf(groups);
    }
}
