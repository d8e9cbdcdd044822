package io.siamese.console.room.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.kafka.NotConnectedException;
import io.siamese.console.model.LocalModel;
import io.siamese.console.web.RawJson;
import io.siamese.console.web.Room;
import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.onnx.ModelFile;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves page Model: what the console's model file says about itself. It needs no connection. */
public final class ModelRoom implements Room {

    private final Supplier<GalleryMirror> mirror;
    private final LocalModel model;
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * The model file.
     *
     * @param galleryEncoderId the encoder that decides; null: it is not known
     * @param card without its golden images
     * @param goldens how many golden images it has
     * @param calibration null: it has none
     */
    record Model(
            String encoderId,
            @Nullable String galleryEncoderId,
            RawJson card,
            int goldens,
            @Nullable RawJson calibration) {}

    public ModelRoom(Supplier<GalleryMirror> mirror, LocalModel model) {
        this.mirror = mirror;
        this.model = model;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get("/api/model", context -> context.json(describeModel()));
    }

    private Model describeModel() throws JsonProcessingException {
        ModelFile file = model.file();
        ObjectNode card = (ObjectNode) mapper.readTree(file.card().toJson());
        card.remove("goldens");
        return new Model(
                file.encoderId(),
                galleryEncoder(),
                new RawJson(card.toString()),
                file.card().goldens().size(),
                file.calibration().map(Calibration::toJson).map(RawJson::new).orElse(null));
    }

    private @Nullable String galleryEncoder() {
        try {
            return mirror.get().contents().encoderId();
        } catch (NotConnectedException e) {
            return null;
        }
    }
}
