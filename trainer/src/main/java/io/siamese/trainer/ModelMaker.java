package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.calibration.Calibrator;
import io.siamese.trainer.calibration.ReferenceMaker;
import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Sample;
import io.siamese.trainer.data.Splits;
import io.siamese.trainer.evaluation.CardFigures;
import io.siamese.trainer.export.ParityCheck;
import io.siamese.trainer.run.Recipe;
import io.siamese.trainer.run.TrainedEncoder;
import io.siamese.trainer.run.Validator;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MeasuredClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a model file of trained twins: graph, parity, goldens, card, calibration, and the figures on the report split. */
final class ModelMaker {

    private static final int GOLDENS = 3;
    private static final long SEED = 1;

    private final Recipe recipe;
    private final Preprocessing preprocessing;
    private final Splits splits;

    ModelMaker(Recipe recipe, Splits splits) {
        this.recipe = recipe;
        this.preprocessing = recipe.preprocessing();
        this.splits = splits;
    }

    /**
     * @param made how: the command, its time
     * @throws IllegalStateException if ONNX Runtime does not reproduce the network
     */
    ModelFile makeModel(TrainedEncoder twins, String made) throws IOException {
        byte[] onnx = twins.onnx().get();
        String id = ModelFile.encoderId(onnx, preprocessing);
        List<ImageClass> calibrate = decodeClasses(splits.calibrate());
        List<EmbeddedClass> calibrated = Validator.embedClasses(
                calibrate, twins.embed(), twins.similarity().similarity());
        List<EmbeddedClass> trained = new ArrayList<>();
        for (EncodedClass each : fittedClasses()) {
            // One by one: decoded, the training images fill the memory, and the run still holds them.
            trained.addAll(Validator.embedClasses(
                    decodeClasses(List.of(each)),
                    twins.embed(),
                    twins.similarity().similarity()));
        }
        Calibration calibration = new Calibrator(calibrated, trained, SEED, step -> {})
                .calibrate(id, population())
                .withReference(new ReferenceMaker(measured(splits.calibrate()), calibrated, 0, SEED).makeReference());
        CardFigures report = new CardFigures(
                Validator.embedClasses(
                        decodeClasses(splits.report()),
                        twins.embed(),
                        twins.similarity().similarity()),
                SEED);
        Map<String, Double> results = new TreeMap<>(report.figures());
        results.putAll(AchievedRate.figures(report.realised(calibration)));
        List<ImageClass> validated = new ArrayList<>(calibrate);
        validated.addAll(decodeClasses(splits.select()));
        ModelCard card = makeCard(measureParity(onnx, validated, twins), twins, results, made);
        return ModelFile.attachCard(onnx, card).withCalibration(calibration);
    }

    private List<ImageClass> decodeClasses(List<EncodedClass> classes) throws IOException {
        return DataSet.decode(classes, preprocessing).classes();
    }

    private List<MeasuredClass> measured(List<EncodedClass> classes) throws IOException {
        Preprocessor preprocessor = Preprocessors.create(preprocessing, DataSet.LIMITS);
        InkMeasure measure = InkMeasure.of(preprocessing);
        List<MeasuredClass> measured = new ArrayList<>();
        for (EncodedClass each : classes) {
            List<ImageMeasures> images = new ArrayList<>();
            for (EncodedClass.EncodedFile file : each.files()) {
                try {
                    images.add(measure.measure(preprocessor.decode(file.bytes())));
                } catch (UnreadableImageException e) {
                    throw new IOException(each.groupAndName() + "/" + file.name() + ": " + e.getMessage(), e);
                }
            }
            measured.add(new MeasuredClass(each.group(), images));
        }
        return measured;
    }

    private Parity measureParity(byte[] onnx, List<ImageClass> classes, TrainedEncoder twins) {
        List<byte[]> images = classes.stream()
                .flatMap(each -> each.samples().stream())
                .map(Sample::undistorted)
                .toList();
        long[] image = {preprocessing.channels(), preprocessing.height(), preprocessing.width()};
        return ParityCheck.measure(onnx, image, images, twins.embed().apply(images));
    }

    private List<Golden> goldens(TrainedEncoder twins) {
        Preprocessor preprocessor = Preprocessors.create(preprocessing, ImageLimits.defaults());
        StrokeCharacters characters = new StrokeCharacters(SEED);
        List<Golden> goldens = new ArrayList<>();
        for (int subject = 0; subject < GOLDENS; subject++) {
            byte[] png = characters.png(subject, 0);
            try {
                goldens.add(new Golden(png, twins.embed().apply(List.of(preprocessor.apply(png)))[0]));
            } catch (UnreadableImageException e) {
                throw new IllegalStateException("a drawn character is always readable", e);
            }
        }
        return goldens;
    }

    private String population() {
        List<String> groups =
                splits.calibrate().stream().map(EncodedClass::group).distinct().toList();
        return "subjects of the same group as the probe, all drawers, of " + String.join(", ", groups)
                + "; searches: galleries filled with the probe's own group first";
    }

    private ModelCard makeCard(Parity parity, TrainedEncoder twins, Map<String, Double> results, String made) {
        DataUse selected = DataUses.describe("select", splits.select());
        if (recipe.fitSelect()) {
            selected = DataUses.describe("none: steps and settings were fixed on train and select before", List.of());
        }
        return new ModelCard(
                ModelCard.VERSION,
                recipe.preset(),
                preprocessing,
                recipe.dimension(),
                twins.similarity(),
                DataUses.describe(recipe.fitSelect() ? "train and select" : "train", fittedClasses()),
                selected,
                DataUses.describe("calibrate", splits.calibrate()),
                DataUses.describe("report", splits.report()),
                List.of((long) recipe.seed()),
                LibraryVersions.versionsByName(),
                parity,
                goldens(twins),
                results,
                made,
                cardNotes());
    }

    private List<EncodedClass> fittedClasses() {
        List<EncodedClass> fitted = new ArrayList<>(splits.train());
        if (recipe.fitSelect()) {
            fitted.addAll(splits.select());
        }
        return fitted;
    }

    private List<String> cardNotes() {
        return List.of(
                "Digests: SHA-256 over group, name and the SHA-256 of each file of every class, sorted.",
                "Preprocessing: SHA-256 "
                        + DataDigest.digest(preprocessing.canonicalJson())
                        + " of its canonical JSON, which the encoder's id is made of too.",
                "Settings: " + recipe,
                "Figures are shares on the report split, comparisons within one group only: the hard case.",
                "The n-th image of every class of a group counts as the same drawer's.");
    }
}
