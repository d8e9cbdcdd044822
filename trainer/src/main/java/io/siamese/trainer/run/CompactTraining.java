package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.data.Episode;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Sample;
import io.siamese.trainer.export.EncoderGraph;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.model.CompactTwins;
import io.siamese.trainer.model.EncoderWeights;
import io.siamese.trainer.model.TwinBatch;
import io.siamese.trainer.model.TwinEngine;
import io.siamese.trainer.model.Twinning;
import io.siamese.trainer.rates.Asymmetry;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Trains the compact encoder on episodes. The best parameters missed fewest mated pairs at an FMR of 1 %. None is best where
 * the select split is trained on, which leaves nothing to choose by, or where the twins are not tied.
 */
final class CompactTraining implements Training {

    /** Steps whose images give the statistics of a network that starts from another's weights. */
    private static final int STARTING_STEPS = 8;

    private final TrainSettings settings;
    private final Twinning twinning;
    private final List<ImageClass> train;
    private final EpisodeSampler sampler;
    private final Validator validator;
    private final CompactTwins twins;
    private final StepTimes times = new StepTimes();

    CompactTraining(TrainSettings settings, Twinning twinning, List<ImageClass> train, List<ImageClass> select) {
        this.settings = settings;
        this.twinning = twinning;
        this.train = train;
        sampler = new EpisodeSampler(
                train,
                settings.episodes(),
                settings.madeUp().toGroups(settings.preprocessing(), train),
                settings.seed());
        validator = new Validator(select);
        twins = new CompactTwins(settings.architecture(), settings.objective(), twinning, settings.seed());
        StartingEncoder from = settings.from();
        if (from != null) {
            refuseOtherShapes(from);
            twins.startFrom(from.weights(), firstViews());
        }
    }

    /** Before the training, not after it. */
    private void refuseOtherShapes(StartingEncoder from) {
        if (from.kept() > 0) {
            try {
                readWeights().mixWith(from.weights(), from.kept());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--keep-start: encoder " + from + " needs the same --widths: " + e.getMessage(), e);
            }
        }
    }

    private EncoderWeights readWeights() {
        return WeightsReader.readWeights(EncoderGraph.graphBytes(twins.net()));
    }

    /** Views of the first steps: what batch normalisation sees of weights that come from elsewhere. */
    private byte[] firstViews() {
        ByteArrayOutputStream views = new ByteArrayOutputStream();
        for (int step = 0; step < STARTING_STEPS; step++) {
            views.writeBytes(sampler.episode(step).viewA());
        }
        return views.toByteArray();
    }

    @Override
    public void finishEncoder() {
        if (twinning == Twinning.TIED) {
            mixWithStart();
            whiten();
        }
    }

    /** Mean weights of the encoder that it started from and the trained one: WiSE-FT of Wortsman et al. 2022 (section 3). */
    private void mixWithStart() {
        StartingEncoder from = settings.from();
        if (from != null && from.kept() > 0) {
            twins.startFrom(readWeights().mixWith(from.weights(), from.kept()), firstViews());
        }
    }

    /** Directions of the embedding in which images of one class differ much count less. */
    private void whiten() {
        if (settings.whitened() > 0) {
            WithinClassCovariance covariance = new WithinClassCovariance(settings.dimension());
            for (ImageClass each : train) {
                List<byte[]> images =
                        each.samples().stream().map(Sample::undistorted).toList();
                covariance.addClass(engine().embed(images));
            }
            twins.mapEmbeddings(covariance.whiteningMap(settings.whitened()));
        }
    }

    @Override
    public TwinEngine<?> engine() {
        return twins.engine();
    }

    @Override
    public double trainStep(int step) {
        long start = System.nanoTime();
        Episode episode = sampler.episode(step);
        TwinBatch batch = new TwinBatch(episode.viewA(), episode.viewB(), episode.labels());
        long made = System.nanoTime();
        double loss = twins.trainStep(batch, settings.learningRate().rateAt(step));
        times.countStep(start, made, System.nanoTime());
        return loss;
    }

    @Override
    public Validation validate(double cpuSeconds, double loss) {
        int steps = engine().steps();
        return twinning == Twinning.TIED
                ? validator.measure(engine()::embed, steps, cpuSeconds, loss)
                : validator.measure(engine()::embed, engine()::embedBySecond, steps, cpuSeconds, loss);
    }

    @Override
    public int stepsBetweenValidations(int asked) {
        return asked;
    }

    @Override
    public int steps() {
        return settings.steps();
    }

    @Override
    public boolean keepsBest() {
        return twinning == Twinning.TIED && !settings.fitSelect();
    }

    @Override
    public double selectionError(Validation validation) {
        return validation.fnmr();
    }

    /** Of equals, those that were trained longer. */
    @Override
    public boolean isBetter(double error, double best) {
        return error <= best;
    }

    @Override
    public Optional<TrainedEncoder> encoder() {
        return twinning == Twinning.TIED
                ? Optional.of(new TrainedEncoder(
                        engine()::embed, () -> EncoderGraph.graphBytes(twins.net()), SimilaritySpec.cosine()))
                : Optional.empty();
    }

    @Override
    public String remarks(OptionalInt best, double cpuSeconds) {
        if (twinning != Twinning.TIED) {
            return describeUntied(cpuSeconds);
        }
        return best.isEmpty() || best.getAsInt() == engine().steps()
                ? times.describeTimes() + describeRefused()
                : String.format(
                        Locale.ROOT,
                        "%s%s%nkept the parameters of step %d, which validation found the best",
                        times.describeTimes(),
                        describeRefused(),
                        best.getAsInt());
    }

    private String describeRefused() {
        return engine().refusedSteps() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%nsteps passed over, because their gradient was far longer than those before: %d",
                        engine().refusedSteps());
    }

    private String describeUntied(double cpuSeconds) {
        int steps = engine().steps();
        Asymmetry asymmetry = validator.asymmetry(engine()::embed, engine()::embedBySecond);
        Validation first = validator.measure(engine()::embed, steps, cpuSeconds, Double.NaN);
        Validation second = validator.measure(engine()::embedBySecond, steps, cpuSeconds, Double.NaN);
        return String.format(
                Locale.ROOT,
                "first twin alone: %s%nsecond twin alone: %s%n|s(a, b) - s(b, a)|: mean %.4f, largest %.4f%n"
                        + "the twins' parameters are %.3f of their length apart%n"
                        + "an untied pair has no single encoder: no model is written",
                first.describeRates(),
                second.describeRates(),
                asymmetry.mean(),
                asymmetry.largest(),
                twins.twinDistance());
    }

    @Override
    public void close() {
        twins.close();
    }
}
