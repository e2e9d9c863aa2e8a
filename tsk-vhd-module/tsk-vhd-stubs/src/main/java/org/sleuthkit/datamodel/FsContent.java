package org.sleuthkit.datamodel;

import java.util.List;

public abstract class FsContent extends AbstractFile {
    FsContent(SleuthkitCase sleuthkitCase, StoredCase.StoredFile row) {
        super(sleuthkitCase, row);
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        return row().found == null || row().found.stream() == null
                ? 0
                : getSleuthkitCase().bytes(row().dataSource).read(row().found, buf, offset, len);
    }

    public synchronized List<String> getMetaDataText() throws TskCoreException {
        getSleuthkitCase().bytes(row().dataSource).source();
        return row().found == null ? List.of() : row().found.text();
    }
}
