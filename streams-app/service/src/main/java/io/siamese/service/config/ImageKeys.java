package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/** Settings of images: how large they may be, where they may lie, and the keys that open them. */
final class ImageKeys {
    static final String IMAGE_MAX_BYTES = "image.max.bytes";
    static final String IMAGE_MAX_PIXELS = "image.max.pixels";
    static final String IMAGE_URI_ALLOWED = "image.uri.allowed";
    static final String IMAGE_URI_MAX_BYTES = "image.uri.max.bytes";
    static final String IMAGE_URI_PARALLEL = "image.uri.parallel";
    static final String IMAGE_URI_TIMEOUT_MS = "image.uri.timeout.ms";
    static final String IMAGE_URI_GIVE_UP_MS = "image.uri.give.up.ms";
    static final String ENCRYPTION_KEYS = "encryption.keys";

    private static final Check PREFIXES = new Check(
            "empty, or https://…/, http://…/, file:/…/ with commas between",
            value -> ((String) value).matches("((https?://|file:/)\\S*/(,|$))*"));

    private ImageKeys() {}

    static void define(ConfigDef keys) {
        keys.define(
                        IMAGE_MAX_BYTES,
                        INT,
                        1024 * 1024,
                        between(1024, 64 * 1024 * 1024),
                        HIGH,
                        "Bytes of the largest image that is decoded; larger ones are `REJECTED/IMAGE_TOO_LARGE`. Topics are"
                                + " created with room for it.")
                .define(
                        IMAGE_MAX_PIXELS,
                        LONG,
                        1L << 24,
                        atLeast(1),
                        MEDIUM,
                        "Width times height of the largest image, checked before its pixels are allocated.")
                .define(
                        IMAGE_URI_ALLOWED,
                        STRING,
                        "",
                        PREFIXES,
                        MEDIUM,
                        "What the `imageUri` of a record may begin with: `https://host/path/`, `http://host:port/path/` or"
                                + " `file:/path/`, with commas between. Redirects are not followed, and no link leads out."
                                + " Empty: images must be in their records.")
                .define(
                        IMAGE_URI_MAX_BYTES,
                        INT,
                        8 * 1024 * 1024,
                        between(1024, 256 * 1024 * 1024),
                        MEDIUM,
                        "Bytes of the largest image that is fetched; larger ones are `REJECTED/IMAGE_TOO_LARGE`. This many"
                                + " times `image.uri.parallel` may be in memory.")
                .define(
                        IMAGE_URI_PARALLEL,
                        INT,
                        16,
                        between(1, 1024),
                        MEDIUM,
                        "Images that are fetched or wait to be decoded at once. Each partition has one besides.")
                .define(
                        IMAGE_URI_TIMEOUT_MS,
                        LONG,
                        5_000L,
                        between(100, 600_000),
                        LOW,
                        "Milliseconds of one attempt to fetch an image, from the connection to the last byte.")
                .define(
                        IMAGE_URI_GIVE_UP_MS,
                        LONG,
                        60_000L,
                        between(1_000, 86_400_000),
                        LOW,
                        "Milliseconds after which an image that alone cannot be fetched, while its store answers, is"
                                + " `REJECTED/IMAGE_UNAVAILABLE`. Time in which the store answers nobody does not count.")
                .define(
                        ENCRYPTION_KEYS,
                        STRING,
                        "",
                        MEDIUM,
                        "Folder of keys, `gallery/id.key`, that encrypt templates and published images"
                                + " ([security.md](security.md#encryption-at-rest)). Every gallery needs one then. Empty: nothing is"
                                + " encrypted.");
    }
}
