package org.sleuthkit.autopsy.ingest;

import java.util.List;

/** Stands in for Autopsy's: the modules of one execution context. */
public final class IngestJobSettings {
    public final String executionContext;

    public IngestJobSettings(String executionContext) {
        this.executionContext = executionContext;
    }

    public List<String> getWarnings() {
        return List.of("a module is missing");
    }
}
