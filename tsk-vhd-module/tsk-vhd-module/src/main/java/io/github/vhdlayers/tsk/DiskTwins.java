package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.file.LayerFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/** Whether two chains are of equal files, byte by byte: a copy of a machine's folder is not a second machine. */
final class DiskTwins {
    private static final int AT_ONCE = 1 << 20;

    private DiskTwins() {}

    /** @throws CancellationException if the progress ends it */
    static boolean equal(VirtualDisk one, VirtualDisk other, CaseProgress progress) throws IOException {
        int layers = one.chain().layers().size();
        if (layers != other.chain().layers().size()) {
            return false;
        }
        for (int layer = 0; layer < layers; layer++) {
            if (one.chain().layer(layer).file().fileSize()
                    != other.chain().layer(layer).file().fileSize()) {
                return false;
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            boolean same = one.chain()
                    .layer(layer)
                    .name()
                    .equals(other.chain().layer(layer).name());
            if (!same
                    && !equal(
                            one.chain().layer(layer).file(),
                            other.chain().layer(layer).file(),
                            progress)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(LayerFile one, LayerFile other, CaseProgress progress) throws IOException {
        long size = one.fileSize();
        ByteBuffer ours = ByteBuffer.allocate(AT_ONCE);
        ByteBuffer theirs = ByteBuffer.allocate(AT_ONCE);
        for (long at = 0; at < size; at += AT_ONCE) {
            int length = (int) Math.min(AT_ONCE, size - at);
            one.readRaw(at, ours.clear().limit(length));
            other.readRaw(at, theirs.clear().limit(length));
            if (!ours.flip().equals(theirs.flip())) {
                return false;
            }
            if (!progress.onProgress(Texts.TASK_TWINS.text(), at, size)) {
                throw new CancellationException("cancelled while two disks of one id were compared");
            }
        }
        return true;
    }
}
