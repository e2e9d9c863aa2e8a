package org.sleuthkit.autopsy.corecomponentinterfaces;

import java.awt.Component;
import org.openide.nodes.Node;

public interface DataContentViewer {
    void setNode(Node selectedNode);

    String getTitle();

    default String getTitle(Node node) {
        return getTitle();
    }

    String getToolTip();

    DataContentViewer createInstance();

    Component getComponent();

    void resetComponent();

    boolean isSupported(Node node);

    int isPreferred(Node node);
}
