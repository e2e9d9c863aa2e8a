package org.sleuthkit.datamodel;

public class VirtualDirectory extends AbstractFile {
    VirtualDirectory(SleuthkitCase sleuthkitCase, StoredCase.StoredFile row) {
        super(sleuthkitCase, row);
    }
}
