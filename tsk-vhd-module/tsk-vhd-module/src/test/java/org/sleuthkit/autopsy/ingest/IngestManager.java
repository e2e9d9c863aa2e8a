package org.sleuthkit.autopsy.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sleuthkit.datamodel.Content;

/** Stands in for Autopsy's: keeps what was queued. */
public final class IngestManager {
    public static final List<String> QUEUED = new ArrayList<>();

    private static final IngestManager ONLY = new IngestManager();

    private IngestManager() {}

    public static synchronized IngestManager getInstance() {
        return ONLY;
    }

    public void queueIngestJob(Collection<Content> dataSources, IngestJobSettings settings) {
        dataSources.forEach(each -> QUEUED.add(settings.executionContext + ": " + each.getName()));
    }
}
