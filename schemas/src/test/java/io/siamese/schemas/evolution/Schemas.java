package io.siamese.schemas.evolution;

import io.siamese.schemas.serde.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of the contract: today's, and those of every release. */
final class Schemas {

    /** One folder for each released version of the contract, in it one file for each record. */
    static final Path RELEASED = Path.of("src/main/resources/io/siamese/schemas/released");

    private static final Path TODAY = Path.of("src/main/avro");

    private Schemas() {}

    static List<Path> releasedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }

    static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(file.toFile());
    }

    static Schema today(String fullName) {
        return EventSchemas.all().stream()
                .filter(schema -> schema.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(fullName + " was released and is gone"));
    }

    /** Today's source of a record with what it refers to, in one file. */
    static String selfContained(Schema today) throws IOException {
        Schema.Parser parser = new Schema.Parser();
        for (String shared : List.of("ExemplarKind.avsc", "Fusion.avsc")) {
            parser.parse(TODAY.resolve(shared).toFile());
        }
        return parser.parse(TODAY.resolve(today.getName() + ".avsc").toFile()).toString(true) + "\n";
    }
}
