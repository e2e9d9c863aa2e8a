package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.ChainsOptions;
import io.github.vhdlayers.tsk.Strategy;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;

/**
 * How the chains of a data source are added. Autopsy keeps it between its runs.
 *
 * @param checkpoints whether each checkpoint becomes a data source
 * @param direct whether chains are read through the case's files, without a copy
 */
record ChainsSettings(boolean checkpoints, boolean direct) implements IngestModuleIngestJobSettings {
    private static final long VERSION = 1;

    /** The newest disk of each chain, as a copy. */
    static final ChainsSettings DEFAULTS = new ChainsSettings(false, false);

    @Override
    public long getVersionNumber() {
        return VERSION;
    }

    ChainsOptions options() {
        return new ChainsOptions(checkpoints, direct ? Strategy.DIRECT : Strategy.COPY, true);
    }
}
