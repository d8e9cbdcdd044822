package io.siamese.schemas.kafka;

/**
 * Names one difference between a topic and the contract.
 *
 * @param detail what differs, what was found and what is wanted
 */
public record TopicFinding(Severity severity, String topic, String detail) {

    /** Whether the app would break its contract on this topic, or only behave in a way that nobody asked for. */
    public enum Severity {
        ERROR,
        WARNING
    }

    static TopicFinding error(String topic, String detail) {
        return new TopicFinding(Severity.ERROR, topic, detail);
    }

    static TopicFinding warning(String topic, String detail) {
        return new TopicFinding(Severity.WARNING, topic, detail);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return severity + " topic " + topic + ": " + detail;
    }
}
