package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.VhdImageProvider;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.sleuthkit.autopsy.casemodule.events.DataSourceDeletedEvent;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * Removes the copy of a data source that the examiner deletes from the case. When Autopsy says so the case no longer names the copy, so
 * that its place is kept from when the data source was there.
 */
final class DeletedDataSources implements PropertyChangeListener {
    private static final Logger LOG = Logger.getLogger(DeletedDataSources.class.getName());

    private final SleuthkitCase sleuthkitCase;
    private final VhdImageProvider provider;
    private final Map<Long, String> paths = new HashMap<>();

    DeletedDataSources(SleuthkitCase sleuthkitCase, VhdImageProvider provider) throws TskCoreException {
        this.sleuthkitCase = sleuthkitCase;
        this.provider = provider;
        note();
    }

    /** Notes where the files of our data sources are. */
    private void note() throws TskCoreException {
        for (Image image : sleuthkitCase.getImages()) {
            if (image.getPaths().length > 0 && VhdImageProvider.provenance(image) != null) {
                paths.put(image.getId(), image.getPaths()[0]);
            }
        }
    }

    /** Called by a thread of Autopsy, and never by two at once. */
    @Override
    public synchronized void propertyChange(PropertyChangeEvent event) {
        try {
            if (event instanceof DataSourceDeletedEvent deleted) {
                String path = paths.remove(deleted.getDataSourceId());
                if (path != null) {
                    List<Path> removed = provider.removeLeftovers(deleted.getDataSourceId(), path);
                    LOG.log(Level.INFO, "removed with data source {0}: {1}", new Object[] {
                        deleted.getDataSourceId(), removed
                    });
                }
            } else {
                note();
            }
        } catch (IOException | TskCoreException e) {
            LOG.log(Level.WARNING, "What belonged to a deleted data source could not be removed", e);
        }
    }
}
