package org.sleuthkit.datamodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public class SleuthkitJNI {
    private SleuthkitJNI() {}

    public static String getVersion() {
        return NativeLibrary.functions() == null
                ? "a stand-in"
                : NativeLibrary.functions().tsk_version_get_str();
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
        return NativeLibrary.read(imgHandle, readBuffer, offset, len);
    }

    /** Who made an image says here which paths of the case it is of; called by its name alone. */
    @SuppressWarnings("unused")
    private static void cacheImageHandle(SleuthkitCase skCase, List<String> imagePaths, long imgHandle) {
        skCase.handle(imagePaths, imgHandle);
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
