package org.sleuthkit.autopsy.ingest;

public interface IngestModuleFactory {
    String getModuleDisplayName();

    String getModuleDescription();

    String getModuleVersionNumber();

    default IngestModuleIngestJobSettings getDefaultIngestJobSettings() {
        throw new UnsupportedOperationException("a stub");
    }

    default boolean hasIngestJobSettingsPanel() {
        return false;
    }

    default IngestModuleIngestJobSettingsPanel getIngestJobSettingsPanel(IngestModuleIngestJobSettings settings) {
        throw new UnsupportedOperationException("a stub");
    }

    default boolean isDataSourceIngestModuleFactory() {
        return false;
    }

    default DataSourceIngestModule createDataSourceIngestModule(IngestModuleIngestJobSettings settings) {
        throw new UnsupportedOperationException("a stub");
    }
}
