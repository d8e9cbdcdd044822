package io.siamese.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Outcome;
import io.siamese.events.Verdict;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.schemas.topic.TopicSpec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** docs/events.md names everything that the code has. */
class EventsPageTest {
    private final String page;

    EventsPageTest() throws IOException {
        page = Files.readString(Path.of("..", "docs", "events.md"));
    }

    @Test
    void namesEveryReason() throws IllegalAccessException {
        for (Field reason : Reasons.class.getFields()) {
            assertThat(page).contains("`" + reason.get(null) + "`");
        }
    }

    @Test
    void namesEveryTopic() {
        List<String> names = TopicPlan.defaults().topics(TopicNames.defaults()).stream()
                .map(TopicSpec::name)
                .toList();

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void namesEveryFieldOfWhatClientsReadAndWrite() {
        for (String record :
                List.of("Probe", "Exemplar", "PolicyRequest", "MatchDecision", "ExemplarStatus", "Feedback")) {
            Schema schema = EventSchemas.all().stream()
                    .filter(candidate -> candidate.getName().equals(record))
                    .findFirst()
                    .orElseThrow();
            assertThat(schema.getFields())
                    .allSatisfy(field -> assertThat(page).containsPattern("[`(, ]" + field.name() + "[`), ]"));
        }
    }

    @Test
    void namesEveryOutcomeAndStatus() {
        for (Object[] symbols :
                List.of(Outcome.values(), EnrolmentStatus.values(), ExemplarKind.values(), Verdict.values())) {
            assertThat(Arrays.stream(symbols).map(Object::toString))
                    .allSatisfy(symbol -> assertThat(page).contains(symbol));
        }
    }
}
