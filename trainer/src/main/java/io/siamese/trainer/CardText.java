package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.DataDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what a model file says of itself. */
final class CardText {

    private final ModelFile file;
    private final StringBuilder text = new StringBuilder();

    CardText(ModelFile file) {
        this.file = file;
    }

    String text() {
        ModelCard card = file.card();
        text.setLength(0);
        line("encoder", file.encoderId());
        line("preset", card.preset());
        line("made", card.made());
        line("preprocessing", card.preprocessing().canonicalJson());
        line("", "SHA-256 " + DataDigest.digest(card.preprocessing().canonicalJson()));
        line(
                "embedding",
                card.dimension() + " dimensions, compared by "
                        + card.similarity().kind());
        use("trained", card.trained());
        use("selected", card.selected());
        use("calibrated", card.calibrated());
        use("reported", card.reported());
        line("seeds", card.seeds().toString());
        card.versions().forEach((library, version) -> line("version", library + " " + version));
        line(
                "parity",
                String.format(
                        Locale.ROOT,
                        "%.2g over %d images, allowed %.0e",
                        card.parity().maxDifference(),
                        card.parity().images(),
                        card.parity().bound()));
        line("goldens", card.goldens().size() + " images that every start must reproduce");
        line("calibration", file.calibration().map(Calibration::calibrationId).orElse("none"));
        card.notes().forEach(note -> line("note", note));
        if (!card.results().isEmpty()) {
            text.append(System.lineSeparator()).append(new FigureTable(card.results()).text());
        }
        return text.toString().stripTrailing();
    }

    private void use(String how, @Nullable DataUse use) {
        if (use == null) {
            line(how, "not known");
            return;
        }
        line(how, use.name() + ": " + use.classes() + " classes, " + use.images() + " images");
        if (use.classes() > 0) {
            line("", "SHA-256 " + use.digest());
        }
        if (!use.groups().isEmpty()) {
            line("", String.join(", ", use.groups()));
        }
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s%s%n", name, value));
    }
}
