package io.siamese.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.kafka.TopicTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Page Live in a browser while a thousand decisions come a second, and what it costs the service beside it. */
@Tag("long")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveLoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLoadIT.class);
    private static final int A_SECOND = 1_000;
    private static final int SECONDS = 15;
    private static final int ROUNDS = 3;
    private static final int A_ROUND = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Browser browser;
    private RunningConsole console;
    private KafkaProducer<byte[], byte[]> producer;
    private List<byte[]> images;

    @BeforeAll
    void start() throws InterruptedException {
        browser = Browser.open();
        console = RunningConsole.start();
        console.enrol("crowd", "character-0", "1", console.drawing(0, 0));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", console.contract().kafka().bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        images = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            images.add(console.drawing(i % 20, i / 20));
        }
        browser.go(console.address());
        browser.await(".bar");
    }

    @AfterAll
    void stop() {
        try (RunningConsole first = console;
                Browser second = browser;
                KafkaProducer<byte[], byte[]> third = producer) {
            LOG.debug("closing");
        }
    }

    @Test
    void countsAThousandASecondAndShowsAFewOfThem() {
        // Given
        browser.go("about:blank");
        double without = secondsOfAPacedLoad();
        browser.go(console.page("live"));
        browser.awaitText("[role=status]", "");
        browser.run("""
                window.frames = { last: performance.now(), longest: 0, cards: 0 };
                const frame = (now) => {
                  window.frames.longest = Math.max(window.frames.longest, now - window.frames.last);
                  window.frames.last = now;
                  requestAnimationFrame(frame);
                };
                requestAnimationFrame(frame);
                const seen = new Set();
                setInterval(() => {
                  for (const card of document.querySelectorAll('.decisions li > *')) { seen.add(card); }
                  window.frames.cards = seen.size;
                }, 100);
                """);
        long before = shownInAll();

        // When
        double took = secondsOfAPacedLoad();
        awaitShown(before + SECONDS * A_SECOND);

        // Then
        long cards = number("return window.frames.cards");
        LOG.atInfo()
                .addKeyValue("perSecondWithout", Math.round(SECONDS * A_SECOND / without))
                .addKeyValue("perSecondWith", Math.round(SECONDS * A_SECOND / took))
                .addKeyValue("cardsShown", cards)
                .addKeyValue("longestFrameMs", number("return Math.round(window.frames.longest)"))
                .log("page Live under load");
        // Two in each event, an event each half second, and those that were there at first.
        assertThat(cards).isBetween(5L, (long) (4 * took) + 40);
        assertThat(browser.complaints()).isEmpty();
    }

    /** From the first image of a thousand a second to the last decision. */
    private double secondsOfAPacedLoad() {
        long start = System.nanoTime();
        try (TopicTail decisions = tail()) {
            for (int i = 0; i < SECONDS * A_SECOND; i++) {
                publish(i);
                long due = start + (i + 1) * 1_000_000_000L / A_SECOND;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
            awaitDecisions(decisions, SECONDS * A_SECOND);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void costsTheServiceLittle() {
        double with = 0;
        double without = 0;
        for (int round = 0; round < ROUNDS; round++) {
            browser.go("about:blank");
            without += secondsOfARound();
            browser.go(console.page("live"));
            browser.awaitText("[role=status]", "");
            with += secondsOfARound();
        }
        LOG.atInfo()
                .addKeyValue("perSecondWithout", Math.round(ROUNDS * A_ROUND / without))
                .addKeyValue("perSecondWith", Math.round(ROUNDS * A_ROUND / with))
                .addKeyValue("ratio", String.format(Locale.ROOT, "%.2f", without / with))
                .log("throughput with page Live open, beside without");
    }

    private double secondsOfARound() {
        try (TopicTail decisions = tail()) {
            long start = System.nanoTime();
            for (int i = 0; i < A_ROUND; i++) {
                publish(i);
            }
            awaitDecisions(decisions, A_ROUND);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private TopicTail tail() {
        return TopicTail.open(console.contract(), "match-decisions", false);
    }

    private void publish(int i) {
        ProducerRecord<byte[], byte[]> image =
                new ProducerRecord<>("images", ("load-" + i).getBytes(UTF_8), images.get(i % images.size()));
        image.headers().add("gallery", "crowd".getBytes(UTF_8));
        producer.send(image);
    }

    private static void awaitDecisions(TopicTail decisions, int wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int seen = 0;
        while (seen < wanted && System.nanoTime() < end) {
            seen += decisions.poll(Duration.ofMillis(100)).count();
        }
        assertThat(seen).isEqualTo(wanted);
    }

    private void awaitShown(long wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shownInAll() < wanted && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(shownInAll()).isEqualTo(wanted);
    }

    private long shownInAll() {
        return number("""
                const label = [...document.querySelectorAll('.figure .label')].find((one) => one.textContent === 'In all');
                return label ? Number(label.nextSibling.textContent.replace(/[^0-9]/g, '')) : 0;
                """);
    }

    private long number(String script) {
        return ((Number) browser.run(script)).longValue();
    }
}
