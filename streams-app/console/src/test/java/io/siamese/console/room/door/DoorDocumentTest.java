package io.siamese.console.room.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what there is, and nothing else. */
class DoorDocumentTest {
    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        document = new ObjectMapper().readTree(DoorRoom.document());
    }

    @Test
    void namesExactlyTheRoutes() {
        // Given
        List<String> routes = new DoorRoom(() -> null, () -> null, () -> null, () -> null)
                .routes().stream()
                        .map(route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.path())
                        .toList();

        // When
        List<String> documented = new ArrayList<>();
        document.get("paths")
                .fields()
                .forEachRemaining(
                        path -> names(path.getValue()).forEach(method -> documented.add(method + " " + path.getKey())));

        // Then
        assertThat(documented).containsExactlyInAnyOrderElementsOf(routes);
        assertThat(document.get("servers").get(0).get("url").asText()).isEqualTo(DoorRoom.ROOT);
    }

    @Test
    void namesEachParameterOfAPath() {
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .forEach(operation -> assertThat(parameters(operation, "path"))
                                .as(path.getKey())
                                .containsExactlyElementsOf(
                                        Stream.of(path.getKey().split("/"))
                                                .filter(part -> part.startsWith("{"))
                                                .map(part -> part.substring(1, part.length() - 1))
                                                .toList())));
    }

    @Test
    void refersToWhatItHas() {
        document.findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void namesFieldsAndSymbolsOfTheContract() {
        check("MatchDecision", "outcome", MatchDecision.getClassSchema());
        check("ExemplarStatus", "status", ExemplarStatus.getClassSchema());
    }

    private void check(String name, String symbols, Schema contract) {
        JsonNode properties =
                document.get("components").get("schemas").get(name).get("properties");
        assertThat(contract.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet()))
                .as(name)
                .containsAll(names(properties));
        List<String> documented = StreamSupport.stream(
                        properties.get(symbols).get("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(contract.getField(symbols).schema().getEnumSymbols());
    }

    private static List<String> parameters(JsonNode operation, String in) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.get("in").asText().equals(in))
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }

    private static List<String> names(JsonNode node) {
        Iterator<String> names = node.fieldNames();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names, 0), false)
                .toList();
    }
}
