package org.sleuthkit.autopsy.casemodule;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sleuthkit.autopsy.casemodule.events.DataSourceDeletedEvent;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitCaseAdminUtil;
import org.sleuthkit.datamodel.TskCoreException;

/** Stands in for Autopsy's: the case that a test opened. */
public final class Case {
    private static final Set<PropertyChangeListener> SUBSCRIBERS = new LinkedHashSet<>();

    /** What Autopsy would have heard of, in order. */
    public static final List<String> NOTIFIED = new ArrayList<>();

    private static Case current;

    private final Set<UUID> adding = new LinkedHashSet<>();

    private final SleuthkitCase sleuthkitCase;
    private final String moduleDirectory;

    private Case(SleuthkitCase sleuthkitCase, String moduleDirectory) {
        this.sleuthkitCase = sleuthkitCase;
        this.moduleDirectory = moduleDirectory;
    }

    /** Opens one; null closes it. */
    public static void open(SleuthkitCase sleuthkitCase, String moduleDirectory) {
        current = sleuthkitCase == null ? null : new Case(sleuthkitCase, moduleDirectory);
    }

    /** As Autopsy's, of which these are used. */
    public enum Events {
        DATA_SOURCE_ADDED,
        DATA_SOURCE_DELETED
    }

    public static void addEventTypeSubscriber(Set<Events> eventTypes, PropertyChangeListener subscriber) {
        SUBSCRIBERS.add(subscriber);
    }

    public static void removeEventTypeSubscriber(Set<Events> eventTypes, PropertyChangeListener subscriber) {
        SUBSCRIBERS.remove(subscriber);
    }

    /** What Autopsy does when a data source was added. */
    public static void publish(PropertyChangeEvent event) {
        List.copyOf(SUBSCRIBERS).forEach(each -> each.propertyChange(event));
    }

    public void notifyAddingDataSource(UUID eventId) {
        NOTIFIED.add("adding");
        adding.add(eventId);
    }

    public void notifyFailedAddingDataSource(UUID addingEventId) {
        NOTIFIED.add(adding.remove(addingEventId) ? "failed" : "failed, but was not adding");
    }

    public void notifyDataSourceAdded(Content dataSource, UUID addingEventId) {
        NOTIFIED.add((adding.remove(addingEventId) ? "added " : "added, but was not adding ") + dataSource.getName());
        publish(new PropertyChangeEvent(this, "DATA_SOURCE_ADDED", null, dataSource));
    }

    /** What Autopsy does to delete a data source: in the case first, then everybody hears of it. */
    public void deleteDataSource(Long dataSourceId) throws TskCoreException {
        SleuthkitCaseAdminUtil.deleteDataSource(sleuthkitCase, dataSourceId);
        publish(new DataSourceDeletedEvent(dataSourceId));
    }

    public static Case getCurrentCaseThrows() throws NoCurrentCaseException {
        if (current == null) {
            throw new NoCurrentCaseException("no case is open");
        }
        return current;
    }

    public SleuthkitCase getSleuthkitCase() {
        return sleuthkitCase;
    }

    public String getModuleDirectory() {
        return moduleDirectory;
    }
}
