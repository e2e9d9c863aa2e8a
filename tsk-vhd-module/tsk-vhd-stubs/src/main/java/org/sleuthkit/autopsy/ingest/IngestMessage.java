package org.sleuthkit.autopsy.ingest;

public class IngestMessage {
    private IngestMessage() {}

    public enum MessageType {
        DATA,
        INFO,
        WARNING,
        ERROR
    }

    public static IngestMessage createMessage(MessageType type, String source, String subject) {
        throw new UnsupportedOperationException("a stub");
    }
}
