package org.sleuthkit.datamodel;

public class LayoutFile extends AbstractFile {
    LayoutFile(SleuthkitCase sleuthkitCase, StoredCase.StoredFile row) {
        super(sleuthkitCase, row);
    }
}
