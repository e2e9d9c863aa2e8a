package org.sleuthkit.autopsy.ingest;

public final class IngestJobContext {
    IngestJobContext() {}

    public long getJobId() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getExecutionContext() {
        throw new UnsupportedOperationException("a stub");
    }

    public boolean dataSourceIngestIsCancelled() {
        throw new UnsupportedOperationException("a stub");
    }
}
