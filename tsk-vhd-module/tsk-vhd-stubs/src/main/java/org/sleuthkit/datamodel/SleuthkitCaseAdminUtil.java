package org.sleuthkit.datamodel;

public final class SleuthkitCaseAdminUtil {
    private SleuthkitCaseAdminUtil() {}

    public static void deleteDataSource(SleuthkitCase caseDB, long dataSourceObjID) throws TskCoreException {
        caseDB.stored().remove(dataSourceObjID);
        caseDB.forget(dataSourceObjID);
    }
}
