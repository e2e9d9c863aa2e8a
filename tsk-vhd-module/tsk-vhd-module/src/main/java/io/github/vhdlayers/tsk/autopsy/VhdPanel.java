package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.AddOptions;
import io.github.vhdlayers.tsk.Strategy;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.io.File;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.swing.BoxLayout;
import javax.swing.ButtonGroup;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.SwingWorker;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.filechooser.FileNameExtensionFilter;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.casemodule.NoCurrentCaseException;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessor;

/** The wizard's page: which file, the parents that were found and how they fit, and how it is added. For the event thread alone. */
final class VhdPanel extends JPanel {
    /** Autopsy's limits are 544 by 173; looks differ by a few pixels. */
    static final Dimension SIZE = new Dimension(540, 170);

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int LIST_HEIGHT = 54;
    private static final int LIST_FRAME = 40;

    private final JTextField file = new JTextField();
    private final JTextField parents = new JTextField();
    private final DefaultListModel<String> layers = new DefaultListModel<>();
    private final JList<String> list = new JList<>(layers);
    private final JRadioButton copy = new JRadioButton(Messages.PANEL_COPY.text(), true);
    private final JRadioButton direct = new JRadioButton(Messages.PANEL_DIRECT.text());
    private final JCheckBox annotate = new JCheckBox(Messages.PANEL_ANNOTATE.text(), true);
    private final JCheckBox trial = new JCheckBox(Messages.PANEL_TRIAL.text(), true);
    private final JCheckBox orphan = new JCheckBox(Messages.PANEL_ORPHAN.text());
    private final JTextField fill = new SmallField("FE", 2);
    private final JComboBox<String> zone = new JComboBox<>(zones());
    private final JLabel status = new JLabel(Messages.PANEL_CHOOSE.text());

    private transient @Nullable ChainPreview preview;
    private transient int generation;

    VhdPanel() {
        super(new GridBagLayout());
        setPreferredSize(SIZE);
        layOut();
        listen(file);
        listen(parents);
        fill.getDocument().addDocumentListener(new Listener(this::showChoices));
        orphan.addActionListener(event -> showChoices());
        copy.addActionListener(event -> showChoices());
        direct.addActionListener(event -> showChoices());
        showChoices();
    }

    private void layOut() {
        ButtonGroup strategies = new ButtonGroup();
        strategies.add(copy);
        strategies.add(direct);
        // Either way it is Autopsy's own libtsk that reads the file systems.
        copy.setToolTipText(Messages.PANEL_RISK.text());
        direct.setToolTipText(Messages.PANEL_RISK.text());
        trial.setToolTipText(Messages.PANEL_TRIAL_TIP.text());
        // As wide as the page: a line that is too long ends in dots, and no bar takes the room of another line.
        list.setFixedCellWidth(1);
        JScrollPane found = new JScrollPane(list);
        found.setPreferredSize(new Dimension(SIZE.width, LIST_HEIGHT));
        JLabel fileLabel = new JLabel(Messages.PANEL_FILE.text());
        fileLabel.setLabelFor(file);
        zone.setSelectedItem(ZoneId.systemDefault().getId());
        // Wide enough for most names; the list that it opens is as wide as the longest.
        zone.setPrototypeDisplayValue("Pacific/Auckland_");
        JLabel zoneLabel = new JLabel(Messages.PANEL_ZONE.text());
        zoneLabel.setLabelFor(zone);
        JLabel parentsLabel = new JLabel(Messages.PANEL_PARENTS.text());
        parentsLabel.setLabelFor(parents);
        row(0, fileLabel, file, browse(file, JFileChooser.FILES_ONLY));
        row(1, parentsLabel, parents, browse(parents, JFileChooser.DIRECTORIES_ONLY));
        wide(2, found, 1);
        wide(3, line(copy, direct, annotate, trial), 0);
        wide(4, line(orphan, fill, zoneLabel, zone), 0);
        wide(5, status, 0);
    }

    private void row(int y, JComponent label, JComponent field, JComponent button) {
        add(label, at(0, y, 1, 0, 0));
        add(field, at(1, y, 1, 1, 0));
        add(button, at(2, y, 1, 0, 0));
    }

    private void wide(int y, JComponent component, double weight) {
        add(component, at(0, y, 3, 1, weight));
    }

    private static GridBagConstraints at(int x, int y, int width, double weightX, double weightY) {
        return new GridBagConstraints(
                x,
                y,
                width,
                1,
                weightX,
                weightY,
                GridBagConstraints.LINE_START,
                GridBagConstraints.BOTH,
                new Insets(0, 2, 1, 2),
                0,
                0);
    }

    private static JPanel line(JComponent... components) {
        JPanel line = new JPanel();
        line.setLayout(new BoxLayout(line, BoxLayout.LINE_AXIS));
        for (JComponent component : components) {
            line.add(component);
        }
        return line;
    }

    private JButton browse(JTextField into, int mode) {
        JButton button = new JButton(Messages.PANEL_BROWSE.text());
        button.setMargin(new Insets(0, 4, 0, 4));
        button.addActionListener(event -> {
            JFileChooser chooser = new JFileChooser(into.getText().isEmpty() ? file.getText() : into.getText());
            chooser.setFileSelectionMode(mode);
            if (mode == JFileChooser.FILES_ONLY) {
                chooser.setFileFilter(new FileNameExtensionFilter(
                        Messages.PANEL_CHOOSER.text(), "vhd", "avhd", "vud", "vhdx", "avhdx"));
            }
            if (chooser.showOpenDialog(this) == JFileChooser.APPROVE_OPTION) {
                into.setText(chooser.getSelectedFile().toString());
            }
        });
        return button;
    }

    private void listen(JTextField field) {
        field.getDocument().addDocumentListener(new Listener(this::look));
    }

    /** Looks for the parents in another thread: a folder may be on a slow share. */
    private void look() {
        int mine = ++generation;
        preview = null;
        layers.clear();
        Path leaf = path(file.getText());
        if (leaf == null || !Files.isRegularFile(leaf)) {
            status.setText(Messages.PANEL_CHOOSE.text());
            tellAutopsy();
            return;
        }
        status.setText(Messages.PANEL_LOOKING.text());
        List<Path> folders = folders();
        tellAutopsy();
        new SwingWorker<ChainPreview, Void>() {
            @Override
            protected ChainPreview doInBackground() {
                return ChainPreview.of(leaf, folders, target());
            }

            @Override
            protected void done() {
                if (mine == generation) {
                    try {
                        show(get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (ExecutionException e) {
                        status.setText(String.valueOf(e.getCause()));
                    }
                }
            }
        }.execute();
    }

    /** Shows what was found. */
    void show(ChainPreview found) {
        preview = found;
        layers.clear();
        found.lines().forEach(layers::addElement);
        if (found.lines().isEmpty()) {
            wrapped(found.estimate()).forEach(layers::addElement);
        }
        if (!found.complete()) {
            // That a parent is missing is the last line.
            list.ensureIndexIsVisible(layers.size() - 1);
        }
        showChoices();
    }

    /** In lines that fit into the list; a path has no spaces, so that any letter may end one. */
    private List<String> wrapped(String text) {
        FontMetrics font = list.getFontMetrics(list.getFont());
        int width = SIZE.width - LIST_FRAME;
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = 1; end <= text.length(); end++) {
            if (font.stringWidth(text.substring(from, end)) > width) {
                int space = text.lastIndexOf(' ', end - 1);
                int cut = space > from ? space + 1 : end - 1;
                lines.add(text.substring(from, cut).strip());
                from = cut;
            }
        }
        lines.add(text.substring(from).strip());
        return lines;
    }

    private void showChoices() {
        ChainPreview found = preview;
        boolean incomplete = found != null && !found.complete();
        orphan.setEnabled(incomplete);
        fill.setEnabled(incomplete && orphan.isSelected());
        direct.setEnabled(!incomplete);
        if (incomplete) {
            copy.setSelected(true);
        }
        if (found != null) {
            status.setText(statusText(found));
        }
        tellAutopsy();
    }

    private String statusText(ChainPreview found) {
        if (found.lines().isEmpty()) {
            return Messages.PANEL_IMPOSSIBLE.text();
        }
        if (direct.isSelected()) {
            return Messages.PANEL_RISK.text();
        }
        boolean noByte = !found.complete() && orphan.isSelected() && fillByte() == null;
        return noByte ? Messages.PANEL_FILL.text() : found.estimate();
    }

    private void tellAutopsy() {
        firePropertyChange(DataSourceProcessor.DSP_PANEL_EVENT.UPDATE_UI.toString(), false, true);
    }

    /** Whether a chain was found that can be added as chosen. */
    boolean isReady() {
        ChainPreview found = preview;
        if (found == null || found.lines().isEmpty()) {
            return false;
        }
        if (!found.complete()) {
            return found.possible() && orphan.isSelected() && fillByte() != null;
        }
        return direct.isSelected() || found.possible();
    }

    /** The names of all time zones that Java knows. */
    private static String[] zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted().toArray(String[]::new);
    }

    /** The leaf. */
    Path file() {
        return Path.of(file.getText().strip());
    }

    void setFile(Path leaf) {
        file.setText(leaf.toString());
    }

    boolean annotates() {
        return annotate.isSelected();
    }

    /** The choices, for a host yet to be named. */
    AddOptions.Builder options() {
        ChainPreview found = preview;
        boolean incomplete = found != null && !found.complete();
        return AddOptions.builder()
                .parentFolders(folders())
                .trial(trial.isSelected())
                .timeZone(String.valueOf(zone.getSelectedItem()))
                .strategy(direct.isSelected() ? Strategy.DIRECT : Strategy.COPY)
                .orphanFill(incomplete && orphan.isSelected() ? fillByte() : null);
    }

    void reset() {
        file.setText("");
        parents.setText("");
        copy.setSelected(true);
        orphan.setSelected(false);
        annotate.setSelected(true);
        trial.setSelected(true);
        zone.setSelectedItem(ZoneId.systemDefault().getId());
        look();
    }

    private @Nullable Byte fillByte() {
        String digits = fill.getText().strip();
        return digits.matches("[0-9A-Fa-f]{2}") ? (Byte) (byte) Integer.parseInt(digits, 16) : null;
    }

    private List<Path> folders() {
        Path folder = path(parents.getText());
        return folder != null && Files.isDirectory(folder) ? List.of(folder) : List.of();
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isBlank() ? null : new File(text.strip()).toPath();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Path target() {
        try {
            return CaseFolder.of(Case.getCurrentCaseThrows());
        } catch (NoCurrentCaseException e) {
            return null;
        }
    }

    /** Does not grow. Its size is not kept either: on a display of another density all sizes are others. */
    private static final class SmallField extends JTextField {
        @Serial
        private static final long serialVersionUID = 1L;

        SmallField(String text, int columns) {
            super(text, columns);
        }

        @Override
        public Dimension getMaximumSize() {
            return getPreferredSize();
        }
    }

    /** Any change of a text. */
    private record Listener(Runnable changed) implements DocumentListener {
        @Override
        public void insertUpdate(DocumentEvent event) {
            changed.run();
        }

        @Override
        public void removeUpdate(DocumentEvent event) {
            changed.run();
        }

        @Override
        public void changedUpdate(DocumentEvent event) {
            changed.run();
        }
    }
}
