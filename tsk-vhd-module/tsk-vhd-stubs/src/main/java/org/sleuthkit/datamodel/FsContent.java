package org.sleuthkit.datamodel;

import java.util.List;

public abstract class FsContent extends AbstractFile {
    FsContent() {}

    public synchronized List<String> getMetaDataText() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }
}
