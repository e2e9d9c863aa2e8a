package org.sleuthkit.autopsy.ingest;

public interface IngestModuleFactory {
    String getModuleDisplayName();

    String getModuleDescription();

    String getModuleVersionNumber();

    default boolean isDataSourceIngestModuleFactory() {
        return false;
    }

    default DataSourceIngestModule createDataSourceIngestModule(IngestModuleIngestJobSettings settings) {
        throw new UnsupportedOperationException("a stub");
    }
}
