package io.github.vhdlayers.tsk.autopsy;

import java.io.Serial;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JCheckBox;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettingsPanel;

/** The two choices about chains in a data source. For the event thread alone. */
final class ChainsSettingsPanel extends IngestModuleIngestJobSettingsPanel {
    @Serial
    private static final long serialVersionUID = 1L;

    private final JCheckBox checkpoints = new JCheckBox(Messages.CHAINS_CHECKPOINTS.text());
    private final JCheckBox direct = new JCheckBox(Messages.CHAINS_DIRECT.text());

    ChainsSettingsPanel(ChainsSettings settings) {
        setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
        setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        checkpoints.setSelected(settings.checkpoints());
        direct.setSelected(settings.direct());
        add(checkpoints);
        add(direct);
    }

    @Override
    public IngestModuleIngestJobSettings getSettings() {
        return new ChainsSettings(checkpoints.isSelected(), direct.isSelected());
    }
}
