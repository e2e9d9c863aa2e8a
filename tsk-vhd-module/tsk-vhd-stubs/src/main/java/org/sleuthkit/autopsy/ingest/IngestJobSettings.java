package org.sleuthkit.autopsy.ingest;

import java.util.List;

public final class IngestJobSettings {
    public IngestJobSettings(String executionContext) {
        throw new UnsupportedOperationException("a stub");
    }

    public List<String> getWarnings() {
        throw new UnsupportedOperationException("a stub");
    }
}
