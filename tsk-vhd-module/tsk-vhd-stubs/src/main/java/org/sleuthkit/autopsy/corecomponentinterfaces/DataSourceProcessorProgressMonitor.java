package org.sleuthkit.autopsy.corecomponentinterfaces;

public interface DataSourceProcessorProgressMonitor {
    void setIndeterminate(boolean indeterminate);

    void setProgress(int progress);

    default void setProgressMax(int max) {}

    void setProgressText(String text);
}
