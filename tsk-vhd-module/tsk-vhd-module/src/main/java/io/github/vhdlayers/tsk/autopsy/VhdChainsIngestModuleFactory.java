package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.VhdImageProvider;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.IngestModuleFactoryAdapter;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettingsPanel;

/** Offers the search for chains of disks in a data source as an ingest module. */
public final class VhdChainsIngestModuleFactory extends IngestModuleFactoryAdapter {
    /** For Autopsy, which finds it by its service file. */
    public VhdChainsIngestModuleFactory() {}

    @Override
    public String getModuleDisplayName() {
        return Messages.CHAINS_NAME.text();
    }

    @Override
    public String getModuleDescription() {
        return Messages.CHAINS_DESCRIPTION.text();
    }

    @Override
    public String getModuleVersionNumber() {
        return VhdImageProvider.version();
    }

    @Override
    public IngestModuleIngestJobSettings getDefaultIngestJobSettings() {
        return ChainsSettings.DEFAULTS;
    }

    @Override
    public boolean hasIngestJobSettingsPanel() {
        return true;
    }

    @Override
    public IngestModuleIngestJobSettingsPanel getIngestJobSettingsPanel(IngestModuleIngestJobSettings settings) {
        return new ChainsSettingsPanel(settings(settings));
    }

    @Override
    public boolean isDataSourceIngestModuleFactory() {
        return true;
    }

    @Override
    public DataSourceIngestModule createDataSourceIngestModule(IngestModuleIngestJobSettings settings) {
        return new VhdChainsIngestModule(settings(settings).options());
    }

    /** Autopsy may return settings of another version of the plug-in as some other kind. */
    private static ChainsSettings settings(IngestModuleIngestJobSettings settings) {
        return settings instanceof ChainsSettings ours ? ours : ChainsSettings.DEFAULTS;
    }
}
