package org.sleuthkit.autopsy.ingest;

import javax.swing.event.ChangeEvent;
import org.sleuthkit.datamodel.Content;

public class ModuleContentEvent extends ChangeEvent {
    private static final long serialVersionUID = 1L;

    private final String moduleName;

    public ModuleContentEvent(String moduleName, Content content) {
        super(content);
        this.moduleName = moduleName;
    }

    public String getModuleName() {
        return moduleName;
    }
}
