package io.siamese.console.picture;

/**
 * A picture of a record's image.
 *
 * @param png the bytes, which nobody may write to
 * @param publishedAt the record's timestamp, milliseconds
 */
public record RecordThumbnail(byte[] png, long publishedAt) {}
