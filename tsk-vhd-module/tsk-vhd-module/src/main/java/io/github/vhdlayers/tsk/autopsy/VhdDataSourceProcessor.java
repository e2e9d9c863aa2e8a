package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.tsk.AddOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorCallback;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorProgressMonitor;
import org.sleuthkit.autopsy.datasourceprocessors.AutoIngestDataSourceProcessor;
import org.sleuthkit.datamodel.Host;

/**
 * Adds a VHD chain to an Autopsy case, from the wizard or by automatic ingest, which gives us differencing disks and leaves others to
 * Autopsy's own processors. Autopsy makes one object and uses it in one thread; what it starts runs in another. Not final, because a
 * Jython script offers it to Autopsy as a class of its own.
 */
public class VhdDataSourceProcessor implements AutoIngestDataSourceProcessor {
    private static final int CERTAIN = 100;

    private @Nullable VhdPanel panel;
    private @Nullable AddTask task;

    /** For Autopsy, which finds it by its service file. */
    public VhdDataSourceProcessor() {}

    @Override
    public String getDataSourceType() {
        return Messages.TYPE.text();
    }

    @Override
    public JPanel getPanel() {
        return panel();
    }

    /** Made when it is first needed: automatic ingest has no display. */
    private VhdPanel panel() {
        VhdPanel made = panel;
        if (made == null) {
            made = new VhdPanel();
            panel = made;
        }
        return made;
    }

    @Override
    public boolean isPanelValid() {
        return panel().isReady();
    }

    @Override
    public void run(DataSourceProcessorProgressMonitor monitor, DataSourceProcessorCallback callback) {
        run(null, monitor, callback);
    }

    @Override
    public void run(
            @Nullable Host host, DataSourceProcessorProgressMonitor monitor, DataSourceProcessorCallback callback) {
        start(panel().file(), panel().options().host(host).build(), panel().annotates(), monitor, callback);
    }

    /** {@inheritDoc} Looks at the file's footer and header, and at nothing else. */
    @Override
    public int canProcess(Path dataSourcePath) {
        return isDifferencing(dataSourcePath) ? CERTAIN : 0;
    }

    private static boolean isDifferencing(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (LayerFile opened = DiskFiles.open(RandomAccessSources.ofPath(file), FileOptions.defaults())) {
            return opened.type() == DiskType.DIFFERENCING;
        } catch (VhdException e) {
            // No VHD, or one that cannot be read.
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void process(
            String deviceId,
            Path dataSourcePath,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback) {
        process(deviceId, dataSourcePath, null, monitor, callback);
    }

    @Override
    public void process(
            String deviceId,
            Path dataSourcePath,
            @Nullable Host host,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback) {
        // As Autopsy's own processors do without a page: local times of a disk are read in the zone of this machine.
        AddOptions options = AddOptions.builder()
                .deviceId(deviceId)
                .timeZone(ZoneId.systemDefault().getId())
                .host(host)
                .build();
        start(dataSourcePath, options, true, monitor, callback);
    }

    private void start(
            Path file,
            AddOptions options,
            boolean annotate,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback) {
        AddTask started = new AddTask(file, options, annotate, monitor, callback);
        task = started;
        new Thread(started, "VHD layers: adding " + file.getFileName()).start();
    }

    @Override
    public void cancel() {
        AddTask running = task;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void reset() {
        task = null;
        if (panel != null) {
            panel.reset();
        }
    }
}
