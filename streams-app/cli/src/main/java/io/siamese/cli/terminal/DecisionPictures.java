package io.siamese.cli.terminal;

import io.siamese.console.picture.NoPictureException;
import io.siamese.console.picture.RecordThumbnail;
import io.siamese.console.picture.RecordThumbnails;
import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;

/** Shows the image of a decision beside the best exemplar, read from their topics. The caller closes it. */
public final class DecisionPictures implements AutoCloseable {

    private static final int COLUMNS = 32;
    private static final int ROWS = 16;

    private final RecordThumbnails pictures;

    private interface Source {
        RecordThumbnail readThumbnail() throws NoPictureException;
    }

    private DecisionPictures(RecordThumbnails pictures) {
        this.pictures = pictures;
    }

    /** Opens the clients of the topics. */
    public static DecisionPictures open(ContractSettings settings) {
        return new DecisionPictures(RecordThumbnails.open(settings));
    }

    /** The lines to show below a decision: its image to the left, the best exemplar to the right where there is one. */
    public List<String> renderLines(MatchDecision decision) {
        var source = decision.getSource();
        List<String> probe = renderPicture(() -> pictures.ofProbe(source.getPartition(), source.getOffset()));
        if (decision.getCandidates().isEmpty()) {
            return probe;
        }
        Candidate best = decision.getCandidates().get(0);
        List<String> exemplar = renderPicture(() ->
                pictures.ofExemplar(new ExemplarKey(decision.getGallery(), best.getSubject(), best.getExemplar())));
        List<String> both = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            both.add(probe.get(row) + "  " + exemplar.get(row));
        }
        return both;
    }

    private static List<String> renderPicture(Source source) {
        try {
            return HalfBlockPicture.renderLines(decodePng(source.readThumbnail()), COLUMNS, ROWS);
        } catch (NoPictureException e) {
            List<String> empty = new ArrayList<>(Collections.nCopies(ROWS, " ".repeat(COLUMNS)));
            empty.set(0, Cell.fitToWidth("(" + e.getMessage() + ")", COLUMNS));
            return empty;
        }
    }

    private static BufferedImage decodePng(RecordThumbnail picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture.png()));
        } catch (IOException e) {
            throw new UncheckedIOException("a picture of our own cannot be read", e);
        }
    }

    @Override
    public void close() {
        pictures.close();
    }
}
