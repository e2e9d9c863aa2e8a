package org.sleuthkit.datamodel;

import java.util.List;

public class SleuthkitJNI {
    private SleuthkitJNI() {}

    public static String getVersion() {
        throw new UnsupportedOperationException("a stub");
    }

    public static Image addImageToDatabase(
            SleuthkitCase skCase,
            String[] imagePaths,
            int sectorSize,
            String timeZone,
            String md5,
            String sha1,
            String sha256,
            String deviceId,
            Host host)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static int readImg(long imgHandle, byte[] readBuffer, long offset, long len) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static long openFs(long imgHandle, long fsOffset, SleuthkitCase skCase) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static long openFile(
            long fsHandle, long fileId, TskData.TSK_FS_ATTR_TYPE_ENUM attrType, int attrId, SleuthkitCase skCase)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static List<String> getFileMetaDataText(long fileHandle) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static void closeFile(long fileHandle, SleuthkitCase skCase) {
        throw new UnsupportedOperationException("a stub");
    }

    public static class CaseDbHandle {
        private CaseDbHandle() {}

        public class AddImageProcess {
            private AddImageProcess() {}

            public void run(String deviceId, Image image, int sectorSize, AddDataSourceCallbacks callbacks)
                    throws TskCoreException, TskDataException {
                throw new UnsupportedOperationException("a stub");
            }

            public synchronized void stop() throws TskCoreException {
                throw new UnsupportedOperationException("a stub");
            }

            public synchronized String currentDirectory() {
                throw new UnsupportedOperationException("a stub");
            }
        }
    }
}
