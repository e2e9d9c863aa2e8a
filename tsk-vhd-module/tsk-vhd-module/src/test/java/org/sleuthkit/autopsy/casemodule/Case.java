package org.sleuthkit.autopsy.casemodule;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sleuthkit.autopsy.casemodule.events.DataSourceDeletedEvent;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitCaseAdminUtil;
import org.sleuthkit.datamodel.TskCoreException;

/** Stands in for Autopsy's: the case that a test opened. */
public final class Case {
    private static final Set<PropertyChangeListener> SUBSCRIBERS = new LinkedHashSet<>();

    private static Case current;

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
