package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.FileAnnotation;
import java.awt.BorderLayout;
import java.awt.Component;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import org.jspecify.annotations.Nullable;
import org.openide.nodes.Node;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataContentViewer;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.TskCoreException;

/** Shows whose the sectors of a file are, out of what the case holds: the chain itself need not be there. */
public final class OwnershipViewer implements DataContentViewer {
    private static final Logger LOG = Logger.getLogger(OwnershipViewer.class.getName());
    private static final int PREFERENCE = 1;

    private final JPanel panel = new JPanel(new BorderLayout());
    private final JTextArea text = new JTextArea(3, 60);
    private final OwnershipStrip strip = new OwnershipStrip();

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

    @Override
    public void setNode(@Nullable Node selectedNode) {
        FileAnnotation found = selectedNode == null ? null : annotation(selectedNode);
        if (found == null) {
            resetComponent();
            return;
        }
        show(found);
    }

    /** Shows one file's annotation. */
    void show(FileAnnotation found) {
        text.setText(found.conclusion() + "\n" + found.figures());
        strip.show(OwnershipStrip.Drawing.parse(found.details()));
    }

    private static @Nullable FileAnnotation annotation(Node node) {
        AbstractFile file = node.getLookup().lookup(AbstractFile.class);
        if (file == null) {
            return null;
        }
        try {
            return FileAnnotation.of(file);
        } catch (TskCoreException e) {
            LOG.log(Level.WARNING, "The annotation of " + file.getName() + " cannot be read", e);
            return null;
        }
    }

    @Override
    public String getTitle() {
        return Messages.get("viewer.title");
    }

    @Override
    public String getToolTip() {
        return Messages.get("viewer.tip");
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
        text.setText("");
        strip.show(OwnershipStrip.Drawing.NOTHING);
    }

    @Override
    public boolean isSupported(Node node) {
        return node != null && annotation(node) != null;
    }

    @Override
    public int isPreferred(Node node) {
        return PREFERENCE;
    }
}
