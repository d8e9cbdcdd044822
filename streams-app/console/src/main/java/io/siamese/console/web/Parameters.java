package io.siamese.console.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.siamese.client.ExemplarNaming;
import io.siamese.schemas.key.ExemplarKey;
import org.jspecify.annotations.Nullable;

/** Reads parameters of requests. What is missing or malformed is told to the person or program that asked. */
public final class Parameters {

    private static final String DEFAULT_GALLERY = "default";

    private Parameters() {}

    /** The gallery that is meant; {@code default} where none is named. */
    public static String gallery(Context context) {
        String gallery = optional(context, "gallery");
        return gallery == null ? DEFAULT_GALLERY : ExemplarNaming.nfc(gallery);
    }

    /** The value of a query parameter; null where it is absent or empty. */
    public static @Nullable String optional(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The value of a query parameter that must be there. */
    public static String required(Context context, String name) {
        String value = optional(context, name);
        if (value == null) {
            throw new BadRequestResponse("the parameter " + name + " is missing");
        }
        return value;
    }

    /** A whole number from 0 on. */
    public static int wholeNumber(Context context, String name, int otherwise) {
        String value = optional(context, name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw new BadRequestResponse("the parameter " + name + " is a whole number from 0 on");
        }
        return Integer.parseInt(value);
    }

    /** The key of an exemplar; of all exemplars of a subject where the exemplar is empty. Names are brought into form C. */
    public static ExemplarKey exemplarKey(String gallery, String subject, String exemplar) {
        try {
            return new ExemplarKey(
                    ExemplarNaming.nfc(gallery), ExemplarNaming.nfc(subject), ExemplarNaming.nfc(exemplar));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }
}
