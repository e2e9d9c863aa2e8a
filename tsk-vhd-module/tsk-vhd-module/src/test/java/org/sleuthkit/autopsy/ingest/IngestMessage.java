package org.sleuthkit.autopsy.ingest;

/** Stands in for Autopsy's. */
public final class IngestMessage {
    private final String text;

    private IngestMessage(String text) {
        this.text = text;
    }

    public enum MessageType {
        DATA,
        INFO,
        WARNING,
        ERROR
    }

    public static IngestMessage createMessage(MessageType type, String source, String subject) {
        return new IngestMessage(type + " " + source + " " + subject);
    }

    @Override
    public String toString() {
        return text;
    }
}
