package io.siamese.console;

import io.siamese.console.kafka.Connection;
import io.siamese.console.model.LocalModel;
import io.siamese.console.room.story.StoryBoard;
import io.siamese.console.web.AccessToken;
import io.siamese.console.web.WebServer;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.resource.ResourceStack;
import org.jspecify.annotations.Nullable;

/**
 * Runs the console, a web server whose pages show what happens on the topics. It listens from {@link #start} on. It
 * shows something once {@link #connect} has said where Kafka is and Kafka answers. The caller closes it.
 */
public final class Console implements AutoCloseable {

    private final WebServer server;
    private final Connection kafka;
    private final AccessToken token;
    private final String host;
    private final ResourceStack opened;

    private Console(WebServer server, Connection kafka, AccessToken token, String host, ResourceStack opened) {
        this.server = server;
        this.kafka = kafka;
        this.token = token;
        this.host = host;
        this.opened = opened;
    }

    /** Listens from now on, without a story. */
    public static Console start(ConsoleSettings settings) {
        return start(settings, null);
    }

    /**
     * Listens from now on.
     *
     * @param story shown on a page of its own; null: there is none
     * @throws io.siamese.console.web.PortTakenException if the address cannot be listened on
     * @throws IllegalArgumentException if the model file cannot be read
     */
    public static Console start(ConsoleSettings settings, @Nullable StoryBoard story) {
        AccessToken token = AccessToken.ofChosen(settings.token());
        try (ResourceStack opened = new ResourceStack()) {
            LocalModel model =
                    opened.add(new LocalModel(ModelFile.readOrBundled(settings.model(), settings.calibration())));
            Connection kafka = opened.add(new Connection());
            WebServer server = opened.add(WebServer.start(
                    settings.host(),
                    settings.port(),
                    token,
                    settings.hostNames(),
                    Rooms.createAll(kafka, model, settings, story)));
            return new Console(server, kafka, token, settings.host(), opened.release());
        }
    }

    /** Connects to Kafka in the background, as soon as it answers. Call it once. */
    public void connect(ContractSettings contract) {
        kafka.connect(contract);
    }

    /**
     * The address to open in a browser. It holds a random token behind a {@code #}, which browsers send to nobody. A chosen one is not
     * in it, so that it is not in logs either: the page asks for it.
     */
    public String address() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + server.port() + "/" + (token.isChosen() ? "" : "#token=" + token.text());
    }

    @Override
    public void close() {
        opened.close();
    }
}
