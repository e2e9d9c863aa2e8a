package org.sleuthkit.datamodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class SleuthkitJNI {
    private SleuthkitJNI() {}

    public static String getVersion() {
        return "a stand-in";
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
        Path file = Path.of(imagePaths[0]);
        if (!Files.isRegularFile(file)) {
            throw new TskCoreException("the image " + file + " cannot be opened");
        }
        String name = String.valueOf(file.getFileName());
        return skCase.add(
                TskData.TSK_IMG_TYPE_ENUM.TSK_IMG_TYPE_RAW_SING,
                file.toFile().length(),
                name,
                List.of(imagePaths),
                timeZone,
                sha256,
                deviceId,
                host == null ? skCase.getHostManager().newHost(name + " Host") : host);
    }

    public static int readImg(long imgHandle, byte[] readBuffer, long offset, long len) throws TskCoreException {
        throw new TskCoreException("a stand-in has no native handles");
    }

    /** The id of the file system that begins there. */
    public static long openFs(long imgHandle, long fsOffset, SleuthkitCase skCase) throws TskCoreException {
        for (FileSystem each : skCase.getImageFileSystems(skCase.getImageById(imgHandle))) {
            if (each.getImageOffset() == fsOffset) {
                return each.getId();
            }
        }
        throw new TskCoreException("no file system at " + fsOffset);
    }

    /** A handle is for one question alone, and of one thread. */
    private static final ThreadLocal<List<String>> TEXT = new ThreadLocal<>();

    public static long openFile(
            long fsHandle, long fileId, TskData.TSK_FS_ATTR_TYPE_ENUM attrType, int attrId, SleuthkitCase skCase)
            throws TskCoreException {
        for (AbstractFile file :
                skCase.findAllFilesWhere("type = 0 AND fs_obj_id = " + fsHandle + " AND meta_addr = " + fileId)) {
            if (file instanceof FsContent content && content.getMetaDataText().size() > 2) {
                TEXT.set(content.getMetaDataText());
                return file.getId();
            }
        }
        throw new TskCoreException("no file " + fileId);
    }

    public static List<String> getFileMetaDataText(long fileHandle) throws TskCoreException {
        return TEXT.get();
    }

    public static void closeFile(long fileHandle, SleuthkitCase skCase) {
        TEXT.remove();
    }

    public static class CaseDbHandle {
        private final SleuthkitCase sleuthkitCase;

        CaseDbHandle(SleuthkitCase sleuthkitCase) {
            this.sleuthkitCase = sleuthkitCase;
        }

        public class AddImageProcess {
            private final String timeZone;
            private final boolean addsUnallocated;
            private volatile boolean stopped;
            private volatile String folder = "";

            AddImageProcess(String timeZone, boolean addsUnallocated) {
                this.timeZone = timeZone;
                this.addsUnallocated = addsUnallocated;
            }

            public void run(String deviceId, Image image, int sectorSize, AddDataSourceCallbacks callbacks)
                    throws TskCoreException, TskDataException {
                // What an image format says of itself, which of a raw file is nothing.
                image.setAcquisitionDetails("");
                callbacks.onFilesAdded(new FilesOfImage(
                                sleuthkitCase,
                                image,
                                timeZone,
                                addsUnallocated,
                                () -> stopped,
                                entered -> folder = entered)
                        .add());
            }

            public synchronized void stop() throws TskCoreException {
                stopped = true;
            }

            public synchronized String currentDirectory() {
                return folder;
            }
        }
    }
}
