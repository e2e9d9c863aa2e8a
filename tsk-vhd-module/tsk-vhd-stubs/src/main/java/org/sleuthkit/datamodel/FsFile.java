package org.sleuthkit.datamodel;

/** What the datamodel has a class for files and one for folders for. */
final class FsFile extends FsContent {
    FsFile(SleuthkitCase sleuthkitCase, StoredCase.StoredFile row) {
        super(sleuthkitCase, row);
    }
}
