package org.sleuthkit.autopsy.ingest;

public interface IngestModule {
    enum ProcessResult {
        OK,
        ERROR
    }

    class IngestModuleException extends Exception {
        private static final long serialVersionUID = 1L;

        public IngestModuleException(String message) {
            super(message);
        }
    }

    default void startUp(IngestJobContext context) throws IngestModuleException {}

    default void shutDown() {}
}
