package org.sleuthkit.autopsy.ingest;

public abstract class IngestModuleFactoryAdapter implements IngestModuleFactory {
    @Override
    public abstract String getModuleDisplayName();

    @Override
    public abstract String getModuleDescription();

    @Override
    public abstract String getModuleVersionNumber();

    @Override
    public IngestModuleIngestJobSettings getDefaultIngestJobSettings() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public boolean hasIngestJobSettingsPanel() {
        return false;
    }

    @Override
    public IngestModuleIngestJobSettingsPanel getIngestJobSettingsPanel(IngestModuleIngestJobSettings settings) {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public boolean isDataSourceIngestModuleFactory() {
        return false;
    }

    @Override
    public DataSourceIngestModule createDataSourceIngestModule(IngestModuleIngestJobSettings settings) {
        throw new UnsupportedOperationException("a stub");
    }
}
