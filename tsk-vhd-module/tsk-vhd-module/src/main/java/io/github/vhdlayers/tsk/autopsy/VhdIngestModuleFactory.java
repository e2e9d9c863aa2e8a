package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.VhdImageProvider;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.IngestModuleFactoryAdapter;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;

/** Offers the annotation as an ingest module, for chains that were added before or without it. */
public final class VhdIngestModuleFactory extends IngestModuleFactoryAdapter {
    /** For Autopsy, which finds it by its service file. */
    public VhdIngestModuleFactory() {}

    @Override
    public String getModuleDisplayName() {
        return Messages.MODULE_NAME.text();
    }

    @Override
    public String getModuleDescription() {
        return Messages.MODULE_DESCRIPTION.text();
    }

    @Override
    public String getModuleVersionNumber() {
        return VhdImageProvider.version();
    }

    @Override
    public boolean isDataSourceIngestModuleFactory() {
        return true;
    }

    @Override
    public DataSourceIngestModule createDataSourceIngestModule(IngestModuleIngestJobSettings settings) {
        return new VhdIngestModule();
    }
}
