package org.sleuthkit.datamodel;

import java.util.List;

public class Image extends AbstractContent implements DataSource {
    private final StoredCase.StoredImage row;
    /** As the object was made: it does not see what changes later. */
    private final String name;

    private final List<String> paths;

    Image(SleuthkitCase sleuthkitCase, StoredCase.StoredImage row) {
        super(sleuthkitCase, row.id);
        this.row = row;
        this.name = row.name;
        this.paths = row.paths;
    }

    public synchronized long getImageHandle() throws TskCoreException {
        getSleuthkitCase().bytes(getId()).source();
        return getId();
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        return getSleuthkitCase().bytes(getId()).read(buf, offset, len);
    }

    @Override
    public long getSize() {
        return row.size;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getUniquePath() throws TskCoreException {
        return "/img_" + name;
    }

    public String[] getPaths() {
        return paths.toArray(String[]::new);
    }

    public long getSsize() {
        return 512;
    }

    public TskData.TSK_IMG_TYPE_ENUM getType() {
        return row.type;
    }

    public List<FileSystem> getFileSystems() throws TskCoreException {
        return List.copyOf(getSleuthkitCase().getImageFileSystems(this));
    }

    public String getSha256() throws TskCoreException {
        return row.sha256;
    }

    public void setSha256(String sha256) throws TskCoreException, TskDataException {
        row.sha256 = sha256;
    }

    @Override
    public Host getHost() throws TskCoreException {
        return row.host;
    }

    @Override
    public String getDeviceId() {
        return row.deviceId;
    }

    @Override
    public void setDisplayName(String name) throws TskCoreException {
        getSleuthkitCase().stored();
        row.name = name;
    }

    @Override
    public void setAcquisitionDetails(String details) throws TskCoreException {
        getSleuthkitCase().stored();
        row.acquisitionDetails = details;
    }

    @Override
    public void setAcquisitionToolDetails(String name, String version, String settings) throws TskCoreException {
        getSleuthkitCase().stored();
        row.tool = name;
        row.toolVersion = version;
        row.toolSettings = settings;
    }

    @Override
    public String getAcquisitionDetails() throws TskCoreException {
        return row.acquisitionDetails;
    }

    @Override
    public String getAcquisitionToolSettings() throws TskCoreException {
        return row.toolSettings;
    }

    @Override
    public String getAcquisitionToolName() throws TskCoreException {
        return row.tool;
    }

    public String getTimeZone() {
        return row.timeZone;
    }
}
