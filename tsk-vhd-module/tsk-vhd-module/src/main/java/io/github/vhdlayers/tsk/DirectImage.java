package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.tsk.libtsk.ExternalImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * A disk of ours under the paths of an image of a case: code that opens that image in this process reads the merged disk. The datamodel closes the
 * image with the case, and the disk is closed with it.
 */
final class DirectImage {
    private static final int SAMPLE = 4096;
    private static final int SAMPLES = 16;

    private final VirtualDisk disk;
    private final ExternalImage image;

    private DirectImage(VirtualDisk disk, ExternalImage image) {
        this.disk = disk;
        this.image = image;
    }

    /**
     * Makes the image, which is then the owner of the disk.
     *
     * @throws DirectUnavailableException if the datamodel's library cannot be reached
     */
    static DirectImage open(VirtualDisk disk) throws IOException {
        return new DirectImage(disk, ExternalImage.openShared(LoadedLibrary.find(), disk, () -> close(disk)));
    }

    private static void close(VirtualDisk disk) {
        try {
            disk.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    /**
     * Puts the image's handle where the datamodel looks for that of these paths, and reads the disk through it in places all over.
     *
     * @throws DirectUnavailableException if that way is closed, and then so is the disk; or if what comes through it is wrong
     */
    void register(SleuthkitCase sleuthkitCase, List<String> paths) throws IOException {
        try {
            Method cache = SleuthkitJNI.class.getDeclaredMethod(
                    "cacheImageHandle", SleuthkitCase.class, List.class, long.class);
            cache.setAccessible(true);
            cache.invoke(null, sleuthkitCase, paths, image.handle());
        } catch (InvocationTargetException e) {
            image.close();
            throw new DirectUnavailableException("the datamodel refused the image: " + e.getCause(), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            image.close();
            throw new DirectUnavailableException("this version of the datamodel has no way in: " + e, e);
        }
        test();
    }

    private void test() throws IOException {
        long size = disk.size();
        for (int i = 0; i <= SAMPLES; i++) {
            long at = Math.max(0, (size - SAMPLE) / SAMPLES * i / SAMPLE * SAMPLE);
            at = i == SAMPLES ? Math.max(0, size - SAMPLE) : at;
            int length = (int) Math.min(SAMPLE, size - at);
            byte[] ours = new byte[length];
            disk.readFully(at, ByteBuffer.wrap(ours));
            byte[] theirs = new byte[length];
            try {
                int count = SleuthkitJNI.readImg(image.handle(), theirs, at, length);
                if (count != length || !Arrays.equals(ours, theirs)) {
                    throw new DirectUnavailableException("the datamodel read other bytes than the disk has at " + at);
                }
            } catch (TskCoreException e) {
                throw new DirectUnavailableException(
                        "the datamodel cannot read the disk at " + at + ": " + e.getMessage(), e);
            }
        }
        if (image.failures() > 0) {
            throw new DirectUnavailableException("reading failed: " + image.firstFailure());
        }
    }

    /** Why something could not be read since the image was made; null if all could. */
    @Nullable
    String failure() {
        return image.failures() == 0
                ? null
                : image.failures() + " reads of the merged disk failed, the first at byte " + image.firstFailedOffset()
                        + ": " + image.firstFailure();
    }
}
