package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.FileAnnotation;
import java.awt.BorderLayout;
import java.awt.Component;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import org.jspecify.annotations.Nullable;
import org.openide.nodes.Node;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataContentViewer;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.datamodel.FsContent;
import org.sleuthkit.datamodel.TskCoreException;

/** Shows which layer owns the sectors of a file, out of what the case holds: the chain itself need not be there. */
public final class OwnershipViewer implements DataContentViewer {
    private static final Logger LOG = Logger.getLogger(OwnershipViewer.class.getName());
    private static final int PREFERENCE = 1;

    private final JPanel panel = new JPanel(new BorderLayout());
    private final JTextArea text = new JTextArea(3, 60);
    private final OwnershipStrip strip = new OwnershipStrip();
    /** Grows with every node, so that the answer to an earlier one is not shown. For the event thread alone. */
    private int generation;

    /** For Autopsy, which finds it by its service file. */
    public OwnershipViewer() {
        text.setEditable(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setOpaque(false);
        text.setBorder(BorderFactory.createEmptyBorder(4, 8, 4, 8));
        panel.add(strip, BorderLayout.NORTH);
        panel.add(new JScrollPane(text), BorderLayout.CENTER);
    }

    /** {@inheritDoc} The case is asked in another thread: a database may be on a slow share, or busy with an ingest job. */
    @Override
    public void setNode(@Nullable Node selectedNode) {
        resetComponent();
        int mine = generation;
        FsContent file = selectedNode == null ? null : file(selectedNode);
        if (file == null) {
            return;
        }
        new SwingWorker<@Nullable FileAnnotation, Void>() {
            @Override
            protected @Nullable FileAnnotation doInBackground() {
                return annotation(file);
            }

            @Override
            protected void done() {
                if (mine == generation) {
                    try {
                        show(get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (ExecutionException e) {
                        LOG.log(Level.WARNING, "The annotation of " + file.getName() + " cannot be shown", e);
                    }
                }
            }
        }.execute();
    }

    /** Shows one file's annotation; null if it has none. */
    void show(@Nullable FileAnnotation found) {
        if (found == null) {
            text.setText(Messages.VIEWER_NOTHING.text());
            strip.show(OwnershipStrip.Drawing.NOTHING);
        } else {
            text.setText(found.conclusion() + "\n" + found.figures());
            strip.show(OwnershipStrip.Drawing.parse(found.details()));
        }
    }

    /** A file of a file system: only of those is anything said. */
    private static @Nullable FsContent file(Node node) {
        return node.getLookup().lookup(FsContent.class);
    }

    private static @Nullable FileAnnotation annotation(FsContent file) {
        try {
            return FileAnnotation.of(file);
        } catch (TskCoreException e) {
            LOG.log(Level.WARNING, "The annotation of " + file.getName() + " cannot be read", e);
            return null;
        }
    }

    @Override
    public String getTitle() {
        return Messages.VIEWER_TITLE.text();
    }

    @Override
    public String getToolTip() {
        return Messages.VIEWER_TIP.text();
    }

    @Override
    public DataContentViewer createInstance() {
        return new OwnershipViewer();
    }

    @Override
    public Component getComponent() {
        return panel;
    }

    @Override
    public void resetComponent() {
        generation++;
        text.setText("");
        strip.show(OwnershipStrip.Drawing.NOTHING);
    }

    /**
     * {@inheritDoc} Autopsy asks in a thread of its own, and then only files with an annotation have this view. On the event thread, where
     * older versions ask, every file of a file system has it, because the case is never asked there.
     */
    @Override
    public boolean isSupported(@Nullable Node node) {
        FsContent file = node == null ? null : file(node);
        return file != null && (SwingUtilities.isEventDispatchThread() || annotation(file) != null);
    }

    @Override
    public int isPreferred(Node node) {
        return PREFERENCE;
    }
}
