package org.sleuthkit.datamodel;

public class LayoutFile extends AbstractFile {
    LayoutFile() {}
}
