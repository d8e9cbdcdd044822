package io.siamese.testbed.demo;

import io.siamese.client.BoundedFileReader;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.config.AppConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells the story to a running service, and streams claims at it. Unless told otherwise it leaves the service as it found it: what it
 * enrolled, in galleries of its own, it erases.
 */
public final class Demo {

    /** For a reader who tells the story with images of another kind than the encoder was trained on. */
    private static final String OTHER_IMAGES = "The encoder tells apart what it was trained on; the bundled one, drawn"
            + " characters. For other images calibrate or train one: see docs/domains.md.";

    private final AppConfig config;
    private final Settings settings;
    private final Narrator narrator;

    /**
     * What to play with.
     *
     * @param images a folder of classes, or null to draw characters
     * @param seed of the drawn characters and of every choice
     * @param count claims in the stream, 0 for none
     * @param keeps whether what was enrolled stays, to be looked at, where nobody else uses the service
     */
    public record Settings(@Nullable Path images, long seed, int count, boolean keeps) {}

    /**
     * @param config of the service's broker and topics; its encoder is the one that chooses the story's subjects
     * @param listener told the story too
     */
    public Demo(AppConfig config, Settings settings, PrintWriter out, StoryListener listener) {
        this.config = config;
        this.settings = settings;
        this.narrator = new Narrator(out, listener);
    }

    /**
     * Plays once.
     *
     * @return whether every step came out as told
     */
    public boolean play() {
        ModelFile model = config.encoder().model() == null
                ? ModelFile.bundled()
                : ModelFile.read(config.encoder().model());
        DemoImages images = chooseImages(model);
        narrator.printLine("images   " + images.about());
        narrator.printLine("model    encoder " + model.encoderId());
        StorySubjects cast = chooseSubjects(model, images);
        // Galleries of its own, so that it neither sees nor disturbs what others enrolled.
        String suffix = Long.toString(System.currentTimeMillis(), 36);
        try (DemoClient client = DemoClient.open(config.contract())) {
            new Story(client, cast, "story-" + suffix, narrator).tellStory();
            if (settings.count() > 0) {
                new ClaimStream(client, images, "crowd-" + suffix, narrator, settings.seed())
                        .streamClaims(settings.count());
            }
            if (!settings.keeps()) {
                client.revoke(ExemplarKey.ofGallery("story-" + suffix));
                client.revoke(ExemplarKey.ofGallery("crowd-" + suffix));
            }
        }
        narrator.printLine("");
        narrator.printLine(narrator.allRight() ? "The story came out as told." : "The story did not come out as told.");
        if (!narrator.allRight() && settings.images() != null) {
            narrator.printLine(OTHER_IMAGES);
        }
        narrator.endStory();
        return narrator.allRight();
    }

    private DemoImages chooseImages(ModelFile model) {
        return settings.images() == null
                ? DrawnImages.fromSeed(settings.seed())
                : new FolderImages(
                                settings.images(),
                                model.card(),
                                new BoundedFileReader(config.contract().maxImageBytes()))
                        .chooseSubjects(settings.seed());
    }

    private static StorySubjects chooseSubjects(ModelFile model, DemoImages images) {
        try (Encoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            return new StorySubjectChoice(encoder).chooseSubjects(images);
        }
    }
}
