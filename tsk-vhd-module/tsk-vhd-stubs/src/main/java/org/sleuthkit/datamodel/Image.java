package org.sleuthkit.datamodel;

import java.util.List;

public class Image extends AbstractContent implements DataSource {
    Image() {}

    public synchronized long getImageHandle() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public String[] getPaths() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getSsize() {
        throw new UnsupportedOperationException("a stub");
    }

    public TskData.TSK_IMG_TYPE_ENUM getType() {
        throw new UnsupportedOperationException("a stub");
    }

    public List<FileSystem> getFileSystems() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public String getSha256() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public void setSha256(String sha256) throws TskCoreException, TskDataException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public Host getHost() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getDeviceId() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public void setDisplayName(String name) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public void setAcquisitionDetails(String details) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public void setAcquisitionToolDetails(String name, String version, String settings) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getAcquisitionDetails() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getAcquisitionToolSettings() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getAcquisitionToolName() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public String getTimeZone() {
        throw new UnsupportedOperationException("a stub");
    }
}
