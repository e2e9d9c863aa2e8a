package org.sleuthkit.autopsy.ingest;

public class DataSourceIngestModuleProgress {
    DataSourceIngestModuleProgress() {}

    public void switchToDeterminate(int workUnits) {
        throw new UnsupportedOperationException("a stub");
    }

    public void switchToIndeterminate() {
        throw new UnsupportedOperationException("a stub");
    }

    public void progress(int workUnits) {
        throw new UnsupportedOperationException("a stub");
    }
}
