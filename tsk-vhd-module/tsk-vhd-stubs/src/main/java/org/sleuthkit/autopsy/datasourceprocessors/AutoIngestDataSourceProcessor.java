package org.sleuthkit.autopsy.datasourceprocessors;

import java.nio.file.Path;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessor;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorCallback;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorProgressMonitor;
import org.sleuthkit.datamodel.Host;

public interface AutoIngestDataSourceProcessor extends DataSourceProcessor {
    int canProcess(Path dataSourcePath) throws AutoIngestDataSourceProcessorException;

    void process(
            String deviceId,
            Path dataSourcePath,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback);

    default void process(
            String deviceId,
            Path dataSourcePath,
            Host host,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback) {
        process(deviceId, dataSourcePath, monitor, callback);
    }

    class AutoIngestDataSourceProcessorException extends Exception {
        private static final long serialVersionUID = 1L;

        public AutoIngestDataSourceProcessorException(String message) {
            super(message);
        }

        public AutoIngestDataSourceProcessorException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
