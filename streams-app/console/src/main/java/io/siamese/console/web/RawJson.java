package io.siamese.console.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.siamese.schemas.json.EventJson;
import org.apache.avro.specific.SpecificRecord;

/**
 * Holds a value that is JSON already.
 *
 * @param text the JSON
 */
public record RawJson(@JsonValue @JsonRawValue String text) {

    private static final EventJson EVENTS = new EventJson();

    /** A record of the contract, as {@code ./siamese watch --json} prints it. */
    public static RawJson of(SpecificRecord event) {
        return new RawJson(EVENTS.line(event));
    }
}
