package org.sleuthkit.autopsy.corecomponentinterfaces;

import java.util.List;
import org.sleuthkit.datamodel.Content;

public abstract class DataSourceProcessorCallback {
    public enum DataSourceProcessorResult {
        NO_ERRORS,
        CRITICAL_ERRORS,
        NONCRITICAL_ERRORS
    }

    public void done(DataSourceProcessorResult result, List<String> errors, List<Content> newContents) {
        throw new UnsupportedOperationException("a stub");
    }

    public abstract void doneEDT(DataSourceProcessorResult result, List<String> errors, List<Content> newContents);
}
