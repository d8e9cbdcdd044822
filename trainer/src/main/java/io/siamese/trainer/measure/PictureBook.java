package io.siamese.trainer.measure;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import io.siamese.trainer.evaluation.ConfusedClasses;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.evaluation.ImagePair;
import io.siamese.trainer.report.ConfusingImages;
import io.siamese.trainer.report.ImageViews;
import io.siamese.trainer.report.PicturePair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The images that an evaluation names, from their files. */
final class PictureBook {

    private final List<EncodedClass> classes;
    private final Embedder embedder;
    private final Preprocessing preprocessing;

    PictureBook(List<EncodedClass> classes, Embedder embedder, Preprocessing preprocessing) {
        this.classes = classes;
        this.embedder = embedder;
        this.preprocessing = preprocessing;
    }

    ConfusingImages collectPictures(Evaluation evaluation) throws IOException {
        return new ConfusingImages(
                toPictures(evaluation.falseMatches()),
                toPictures(evaluation.falseNonMatches()),
                toPictures(evaluation.confused().stream()
                        .map(ConfusedClasses::mostAlike)
                        .toList()));
    }

    private List<PicturePair> toPictures(List<ImagePair> pairs) throws IOException {
        List<PicturePair> pictures = new ArrayList<>();
        for (ImagePair pair : pairs) {
            pictures.add(new PicturePair(
                    picture(pair.one(), pair.oneDrawer()),
                    picture(pair.other(), pair.otherDrawer()),
                    pair.similarity()));
        }
        return pictures;
    }

    private ImageViews picture(int index, int drawer) throws IOException {
        EncodedClass from = classes.get(index);
        EncodedFile file = from.files().get(drawer);
        String place = (from.group().isEmpty() ? "" : from.group() + " / ") + from.name() + " / ";
        return new ImageViews(
                place + file.name(),
                DataUri.ofFile(file.bytes()),
                DataUri.ofPlanes(embedder.preprocess(file, place), preprocessing.width(), preprocessing.height()));
    }
}
