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

    String renderText() {
        ModelCard card = file.card();
        text.setLength(0);
        appendLine("encoder", file.encoderId());
        appendLine("preset", card.preset());
        appendLine("made", card.made());
        appendLine("preprocessing", card.preprocessing().canonicalJson());
        appendLine("", "SHA-256 " + DataDigest.digest(card.preprocessing().canonicalJson()));
        appendLine(
                "embedding",
                card.dimension() + " dimensions, compared by "
                        + card.similarity().kind());
        appendUse("trained", card.trained());
        appendUse("selected", card.selected());
        appendUse("calibrated", card.calibrated());
        appendUse("reported", card.reported());
        appendLine("seeds", card.seeds().toString());
        card.versions().forEach((library, version) -> appendLine("version", library + " " + version));
        appendLine(
                "parity",
                String.format(
                        Locale.ROOT,
                        "%.2g over %d images, allowed %.0e",
                        card.parity().maxDifference(),
                        card.parity().images(),
                        card.parity().bound()));
        appendLine("goldens", card.goldens().size() + " images that every start must reproduce");
        appendLine(
                "calibration",
                file.calibration().map(Calibration::calibrationId).orElse("none"));
        card.notes().forEach(note -> appendLine("note", note));
        if (!card.results().isEmpty()) {
            text.append(System.lineSeparator()).append(new FigureTable(card.results()).renderText());
        }
        return text.toString().stripTrailing();
    }

    private void appendUse(String how, @Nullable DataUse use) {
        if (use == null) {
            appendLine(how, "not known");
            return;
        }
        appendLine(how, use.name() + ": " + use.classes() + " classes, " + use.images() + " images");
        if (use.classes() > 0) {
            appendLine("", "SHA-256 " + use.digest());
        }
        if (!use.groups().isEmpty()) {
            appendLine("", String.join(", ", use.groups()));
        }
    }

    private void appendLine(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s%s%n", name, value));
    }
}
