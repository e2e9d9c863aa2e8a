package org.sleuthkit.autopsy.corecomponentinterfaces;

import javax.swing.JPanel;
import org.sleuthkit.datamodel.Host;

public interface DataSourceProcessor {
    enum DSP_PANEL_EVENT {
        UPDATE_UI,
        FOCUS_NEXT
    }

    String getDataSourceType();

    JPanel getPanel();

    boolean isPanelValid();

    void run(DataSourceProcessorProgressMonitor monitor, DataSourceProcessorCallback callback);

    default void run(Host host, DataSourceProcessorProgressMonitor monitor, DataSourceProcessorCallback callback) {
        run(monitor, callback);
    }

    void cancel();

    void reset();
}
