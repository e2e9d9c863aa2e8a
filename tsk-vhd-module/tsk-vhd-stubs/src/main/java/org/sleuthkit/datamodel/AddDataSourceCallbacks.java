package org.sleuthkit.datamodel;

import java.util.List;

public interface AddDataSourceCallbacks {
    void onFilesAdded(List<Long> fileObjectIds);
}
