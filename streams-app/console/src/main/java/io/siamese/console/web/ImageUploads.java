package io.siamese.console.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.siamese.schemas.kafka.ContractSettings;

/** Takes image files out of requests, up to the size that the topics allow. It is opened with the connection, which knows that size. */
public final class ImageUploads implements AutoCloseable {

    private final int mostBytes;

    /** @param mostBytes of an image file */
    public ImageUploads(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** With the largest image of the contract. */
    public static ImageUploads open(ContractSettings settings) {
        return new ImageUploads(settings.maxImageBytes());
    }

    /** The body of the request. A body that says beforehand that it is too large is not read. */
    public byte[] readImage(Context context) {
        if (context.req().getContentLengthLong() > mostBytes) {
            throw tooLarge(context.req().getContentLengthLong());
        }
        byte[] image = context.bodyAsBytes();
        if (image.length > mostBytes) {
            throw tooLarge(image.length);
        }
        if (image.length == 0) {
            throw new BadRequestResponse("the request has no image: send the bytes of an image file as its body");
        }
        return image;
    }

    private ContentTooLargeResponse tooLarge(long bytes) {
        return new ContentTooLargeResponse(bytes + " bytes, at most " + mostBytes + " are allowed (image.max.bytes)");
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
