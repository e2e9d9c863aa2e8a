package org.sleuthkit.autopsy.casemodule.events;

import java.beans.PropertyChangeEvent;

/** In Autopsy there is a class of its own events between this one and its superclass here. */
public class DataSourceDeletedEvent extends PropertyChangeEvent {
    private static final long serialVersionUID = 1L;

    private final long dataSourceId;

    public DataSourceDeletedEvent(Long dataSourceId) {
        super("local", "DATA_SOURCE_DELETED", dataSourceId, null);
        this.dataSourceId = dataSourceId;
    }

    public long getDataSourceId() {
        return dataSourceId;
    }
}
