package io.siamese.encoder.onnx;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds one ONNX file with its model card, and its calibration inside or beside it. Immutable.
 *
 * <p>Everything wrong with a file is an {@link IllegalArgumentException} that names it.
 */
public final class ModelFile {
    /** Key of the model card in {@code metadata_props}. */
    public static final String CARD = "siamese.card";
    /** Key of the calibration in {@code metadata_props}. */
    public static final String CALIBRATION = "siamese.calibration";

    private static final String SIDECAR = ".calibration.json";
    private static final String BUNDLED = "compact.onnx";

    private final OnnxBytes onnx;
    private final ModelCard card;
    private final String encoderId;
    private final @Nullable Calibration calibration;

    private ModelFile(OnnxBytes onnx, ModelCard card, @Nullable Calibration calibration) {
        this.onnx = onnx;
        this.card = card;
        this.encoderId = onnx.digestWithSuffix(card.preprocessing().canonicalJson());
        this.calibration = calibration;
        if (calibration != null && !calibration.encoderId().equals(encoderId)) {
            throw new IllegalArgumentException("calibration " + calibration.calibrationId() + " is of encoder "
                    + calibration.encoderId() + ", not of this one, " + encoderId);
        }
    }

    /** Reads the file; a calibration in {@code <path>.calibration.json} replaces the one inside. */
    public static ModelFile read(Path path) {
        try {
            Path sidecar = path.resolveSibling(path.getFileName() + SIDECAR);
            Calibration beside = Files.exists(sidecar) ? Calibration.fromJson(Files.readString(sidecar)) : null;
            return parseModel(Files.readAllBytes(path), beside);
        } catch (IOException e) {
            throw new IllegalArgumentException("Model file " + path + " cannot be read: " + e, e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Model file " + path + ": " + e.getMessage(), e);
        }
    }

    /** The model that comes with this release. */
    public static ModelFile bundled() {
        try (InputStream in = ModelFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("The bundled model " + BUNDLED + " is not in this build");
            }
            return parseModel(in.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled model " + BUNDLED + " cannot be read", e);
        }
    }

    /**
     * What settings name.
     *
     * @param model null for the bundled model
     * @param calibration a file that replaces the calibration inside or beside the model, or null
     * @throws IllegalArgumentException naming the file, also where the calibration is of another encoder
     */
    public static ModelFile readOrBundled(@Nullable Path model, @Nullable Path calibration) {
        ModelFile file = model == null ? bundled() : read(model);
        if (calibration == null) {
            return file;
        }
        try {
            return file.withCalibration(Calibration.fromJson(Files.readString(calibration)));
        } catch (IOException e) {
            throw new IllegalArgumentException("Calibration file " + calibration + " cannot be read: " + e, e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Calibration file " + calibration + ": " + e.getMessage(), e);
        }
    }

    /** A graph with the card attached; a card or calibration already inside is dropped, other metadata stay. */
    public static ModelFile attachCard(byte[] onnx, ModelCard card) {
        return attachMetadata(new OnnxBytes(onnx.clone()), card, null);
    }

    /** The id that a graph has with a preprocessing: first 16 hex digits of SHA-256 over graph without metadata, then canonical JSON. */
    public static String encoderId(byte[] onnx, Preprocessing preprocessing) {
        return new OnnxBytes(onnx).digestWithSuffix(preprocessing.canonicalJson());
    }

    private static ModelFile parseModel(byte[] bytes, @Nullable Calibration beside) {
        OnnxBytes onnx = new OnnxBytes(bytes);
        Map<String, String> metadata = onnx.metadata();
        String card = metadata.get(CARD);
        if (card == null) {
            throw new IllegalArgumentException("an ONNX model without a model card (metadata " + CARD + ")");
        }
        String inside = metadata.get(CALIBRATION);
        Calibration calibration = beside != null || inside == null ? beside : Calibration.fromJson(inside);
        return new ModelFile(onnx, ModelCard.fromJson(card), calibration);
    }

    private static ModelFile attachMetadata(OnnxBytes onnx, ModelCard card, @Nullable Calibration calibration) {
        Map<String, String> metadata = new LinkedHashMap<>(onnx.metadata());
        metadata.remove(CALIBRATION);
        metadata.put(CARD, card.toJson());
        if (calibration != null) {
            metadata.put(CALIBRATION, calibration.toJson());
        }
        return new ModelFile(onnx.withMetadata(metadata), card, calibration);
    }

    /** The same graph under another card. Its calibration stays, unless the new card makes it another encoder. */
    public ModelFile withCard(ModelCard other) {
        boolean same =
                onnx.digestWithSuffix(other.preprocessing().canonicalJson()).equals(encoderId);
        return attachMetadata(onnx, other, same ? calibration : null);
    }

    /** The same encoder with another calibration inside. */
    public ModelFile withCalibration(Calibration other) {
        return attachMetadata(onnx, card, other);
    }

    /** Writes the file to a neighbour first and moves it, so that no reader sees half of it. */
    public void write(Path path) {
        Path temporary = path.resolveSibling(path.getFileName() + ".part");
        try {
            Files.write(temporary, onnx.sharedBytes());
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Model file " + path + " cannot be written", e);
        }
    }

    /** A copy of the whole file. */
    public byte[] bytes() {
        return onnx.sharedBytes().clone();
    }

    byte[] sharedBytes() {
        return onnx.sharedBytes();
    }

    /** 16 hex digits. Whatever changes an embedding changes it; a new card text or calibration does not. */
    public String encoderId() {
        return encoderId;
    }

    public ModelCard card() {
        return card;
    }

    public Optional<Calibration> calibration() {
        return Optional.ofNullable(calibration);
    }
}
