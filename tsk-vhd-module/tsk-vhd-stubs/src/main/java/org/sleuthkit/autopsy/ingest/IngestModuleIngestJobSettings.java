package org.sleuthkit.autopsy.ingest;

import java.io.Serializable;

public interface IngestModuleIngestJobSettings extends Serializable {
    long getVersionNumber();
}
