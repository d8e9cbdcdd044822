package io.siamese.console.room.pictures;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.siamese.console.picture.NoPictureException;
import io.siamese.console.picture.RecordThumbnail;
import io.siamese.console.picture.RecordThumbnails;
import io.siamese.console.web.Room;
import io.siamese.schemas.key.ExemplarKey;
import java.util.Map;
import java.util.function.Supplier;

/** Serves pictures of the topics' images as PNG, by the coordinates of a record or the names of an exemplar. */
public final class PicturesRoom implements Room {

    private static final int GONE = 410;
    private static final int UNREADABLE = 422;

    private final Supplier<RecordThumbnails> pictures;

    public PicturesRoom(Supplier<RecordThumbnails> pictures) {
        this.pictures = pictures;
    }

    private interface Source {
        RecordThumbnail get() throws NoPictureException;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get(
                "/api/pictures/probe/{partition}/{offset}",
                context -> answerWithPng(
                        context, () -> pictures.get().ofProbe(partitionParameter(context), offsetParameter(context))));
        routes.get(
                "/api/pictures/dead-letter/{partition}/{offset}",
                context -> answerWithPng(
                        context,
                        () -> pictures.get().ofDeadLetter(partitionParameter(context), offsetParameter(context))));
        routes.get(
                "/api/pictures/exemplar",
                context -> answerWithPng(context, () -> pictures.get().ofExemplar(exemplar(context))));
    }

    private static void answerWithPng(Context context, Source source) {
        try {
            RecordThumbnail picture = source.get();
            context.contentType("image/png")
                    .header("Published-At", Long.toString(picture.publishedAt()))
                    .result(picture.png());
        } catch (NoPictureException e) {
            context.status(e.isGone() ? GONE : UNREADABLE).json(Map.of("error", e.getMessage()));
        }
    }

    private static int partitionParameter(Context context) {
        return context.pathParamAsClass("partition", Integer.class).get();
    }

    private static long offsetParameter(Context context) {
        return context.pathParamAsClass("offset", Long.class).get();
    }

    private static ExemplarKey exemplar(Context context) {
        try {
            return new ExemplarKey(
                    context.queryParamAsClass("gallery", String.class).get(),
                    context.queryParamAsClass("subject", String.class).get(),
                    context.queryParamAsClass("exemplar", String.class).get());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }
}
