package org.sleuthkit.datamodel;

public class CaseDbConnectionInfo {
    public CaseDbConnectionInfo(
            String hostNameOrIp, String portNumber, String userName, String password, TskData.DbType dbType) {
        throw new UnsupportedOperationException("a stub");
    }
}
