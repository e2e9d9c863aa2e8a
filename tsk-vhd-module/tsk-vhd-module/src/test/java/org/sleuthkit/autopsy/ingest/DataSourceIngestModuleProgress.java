package org.sleuthkit.autopsy.ingest;

/** Stands in for Autopsy's: knows the most that was said. */
public final class DataSourceIngestModuleProgress {
    public int units;
    public int most;

    public void switchToDeterminate(int workUnits) {
        units = workUnits;
    }

    public void switchToIndeterminate() {
        units = 0;
    }

    public void progress(int workUnits) {
        most = Math.max(most, workUnits);
    }
}
