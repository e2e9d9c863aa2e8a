package org.sleuthkit.autopsy.ingest;

public final class IngestServices {
    private IngestServices() {}

    public static synchronized IngestServices getInstance() {
        throw new UnsupportedOperationException("a stub");
    }

    public void fireModuleContentEvent(ModuleContentEvent moduleContentEvent) {
        throw new UnsupportedOperationException("a stub");
    }

    public void postMessage(IngestMessage message) {
        throw new UnsupportedOperationException("a stub");
    }
}
