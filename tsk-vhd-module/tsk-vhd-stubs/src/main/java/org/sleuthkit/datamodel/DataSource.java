package org.sleuthkit.datamodel;

public interface DataSource extends Content {
    String getDeviceId();

    Host getHost() throws TskCoreException;

    void setDisplayName(String name) throws TskCoreException;

    void setAcquisitionDetails(String details) throws TskCoreException;

    void setAcquisitionToolDetails(String name, String version, String settings) throws TskCoreException;

    String getAcquisitionDetails() throws TskCoreException;

    String getAcquisitionToolSettings() throws TskCoreException;

    String getAcquisitionToolName() throws TskCoreException;
}
