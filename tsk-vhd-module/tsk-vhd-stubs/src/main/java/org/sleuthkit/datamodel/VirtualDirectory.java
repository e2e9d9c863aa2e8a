package org.sleuthkit.datamodel;

public class VirtualDirectory extends AbstractFile {
    VirtualDirectory() {}
}
