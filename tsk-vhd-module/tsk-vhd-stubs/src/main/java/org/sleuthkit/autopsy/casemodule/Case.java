package org.sleuthkit.autopsy.casemodule;

import java.beans.PropertyChangeListener;
import java.util.Set;
import java.util.UUID;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.SleuthkitCase;

public class Case {
    private Case() {}

    public enum Events {
        DATA_SOURCE_ADDED,
        DATA_SOURCE_DELETED
    }

    public void notifyAddingDataSource(UUID eventId) {
        throw new UnsupportedOperationException("a stub");
    }

    public void notifyFailedAddingDataSource(UUID addingEventId) {
        throw new UnsupportedOperationException("a stub");
    }

    public void notifyDataSourceAdded(Content dataSource, UUID addingEventId) {
        throw new UnsupportedOperationException("a stub");
    }

    public static void addEventTypeSubscriber(Set<Events> eventTypes, PropertyChangeListener subscriber) {
        throw new UnsupportedOperationException("a stub");
    }

    public static void removeEventTypeSubscriber(Set<Events> eventTypes, PropertyChangeListener subscriber) {
        throw new UnsupportedOperationException("a stub");
    }

    public static Case getCurrentCaseThrows() throws NoCurrentCaseException {
        throw new UnsupportedOperationException("a stub");
    }

    public SleuthkitCase getSleuthkitCase() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getModuleDirectory() {
        throw new UnsupportedOperationException("a stub");
    }
}
