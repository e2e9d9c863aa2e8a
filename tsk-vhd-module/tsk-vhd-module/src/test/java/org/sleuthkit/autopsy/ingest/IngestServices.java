package org.sleuthkit.autopsy.ingest;

import java.util.ArrayList;
import java.util.List;
import org.sleuthkit.datamodel.Content;

/** Stands in for Autopsy's: keeps what was posted. */
public final class IngestServices {
    public static final List<String> POSTED = new ArrayList<>();

    public static final List<Content> CONTENT = new ArrayList<>();

    private static final IngestServices ONLY = new IngestServices();

    private IngestServices() {}

    public static synchronized IngestServices getInstance() {
        return ONLY;
    }

    public void fireModuleContentEvent(ModuleContentEvent moduleContentEvent) {
        CONTENT.add((Content) moduleContentEvent.getSource());
    }

    public void postMessage(IngestMessage message) {
        POSTED.add(message.toString());
    }
}
