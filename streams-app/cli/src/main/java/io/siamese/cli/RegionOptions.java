package io.siamese.cli;

import io.siamese.encoder.image.PictureRegion;
import io.siamese.events.Crop;
import io.siamese.events.Point;
import io.siamese.schemas.serde.RegionText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say which part of a picture is meant. */
final class RegionOptions {

    @Option(
            names = "--crop",
            paramLabel = "X,Y,W,H",
            converter = CropConverter.class,
            description = {
                "The part to look at, in pixels of the upright picture: a detector's box. It may reach beyond the picture."
            })
    private @Nullable Crop crop;

    @Option(
            names = "--points",
            paramLabel = "X,Y,X,Y,…",
            converter = PointsConverter.class,
            description = {
                "A detector's landmarks in the upright picture, in the order of the encoder's reference points. An encoder whose"
                        + " card names an alignment needs them; others do not look at them."
            })
    private @Nullable Points points;

    /** A type of its own, so that one option has them all. */
    record Points(List<Point> list) {}

    static final class CropConverter implements ITypeConverter<Crop> {
        @Override
        public Crop convert(String text) {
            return RegionText.crop(text)
                    .filter(read -> read.getWidth() > 0 && read.getHeight() > 0)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not x,y,width,height in whole pixels, such as 10,20,112,112"));
        }
    }

    static final class PointsConverter implements ITypeConverter<Points> {
        @Override
        public Points convert(String text) {
            return RegionText.points(text)
                    .map(Points::new)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not x,y,x,y,… in pixels, such as 38.3,51.7,73.5,51.5"));
        }
    }

    @Nullable
    Crop crop() {
        return crop;
    }

    List<Point> points() {
        return points == null ? List.of() : points.list();
    }

    PictureRegion region() {
        return new PictureRegion(
                crop == null
                        ? null
                        : new PictureRegion.Box(crop.getX(), crop.getY(), crop.getWidth(), crop.getHeight()),
                points().stream()
                        .map(point -> new PictureRegion.Landmark(point.getX(), point.getY()))
                        .toList());
    }
}
