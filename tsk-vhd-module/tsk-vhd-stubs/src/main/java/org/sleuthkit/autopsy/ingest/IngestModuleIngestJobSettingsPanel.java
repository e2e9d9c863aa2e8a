package org.sleuthkit.autopsy.ingest;

import javax.swing.JPanel;

public abstract class IngestModuleIngestJobSettingsPanel extends JPanel {
    private static final long serialVersionUID = 1L;

    public abstract IngestModuleIngestJobSettings getSettings();
}
