package org.sleuthkit.datamodel;

import java.util.List;

public class DefaultAddDataSourceCallbacks implements AddDataSourceCallbacks {
    @Override
    public void onFilesAdded(List<Long> fileObjectIds) {}
}
