package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a copy of the superblock where {@code mke2fs} puts copies when no one asks for groups of another size: at the begin of groups
 * 1, 3, 5 and 7.
 */
final class ExtCopies {
    private static final int[] GROUPS = {1, 3, 5, 7};
    private static final int MOST_SHIFT = 6;
    private static final int USUAL_CLUSTER = 16;
    private static final int GROUP_AT = 90;

    private ExtCopies() {}

    /**
     * A copy that describes a volume that begins here and in which the root folder is found.
     *
     * @param superblock what it says
     * @param block the block that it is in
     */
    record Copy(ExtSuper superblock, long block) {
        /** What reports say of a volume that is read by it. */
        String problem(String why) {
            return why + "it is read by the copy in block " + block
                    + (superblock.descriptorGroup() == 0 ? "" : " and the descriptors of groups behind that")
                    + ", which may be older";
        }
    }

    /** The first copy that fits; null if there is none. */
    static @Nullable Copy find(VolumePlace place, VolumeBytes bytes) throws IOException {
        for (int shift = 0; shift <= MOST_SHIFT; shift++) {
            long block = (long) ExtSuper.AT << shift;
            for (int group : GROUPS) {
                for (long first = 0; first <= (shift == 0 ? 1 : 0); first++) {
                    for (long cluster = 1; cluster <= USUAL_CLUSTER; cluster *= USUAL_CLUSTER) {
                        Copy found = at(place, bytes, block, first + 8 * block * cluster * group, group);
                        if (found != null) {
                            return found;
                        }
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Copy at(VolumePlace place, VolumeBytes bytes, long blockBytes, long number, int group)
            throws IOException {
        long at = number * blockBytes;
        if (!bytes.has(at, ExtSuper.BYTES)) {
            return null;
        }
        try {
            ByteBuffer in = bytes.readOnce(at, ExtSuper.BYTES);
            ExtSuper found = ExtSuper.parse(in);
            if (found == null
                    || Short.toUnsignedInt(in.getShort(GROUP_AT)) != group
                    || !found.hasRightChecksum()
                    || found.blockBytes() != blockBytes
                    || found.firstDataBlock() + group * found.blocksPerGroup() != number
                    || found.bytes() > place.length()) {
                return null;
            }
            for (ExtSuper each : new ExtSuper[] {found, found.withDescriptorsOf(group)}) {
                if (hasRoot(place, bytes, each)) {
                    return new Copy(each, number);
                }
            }
            return null;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (UnopenedVolumeException e) {
            // A copy that cannot be used is none.
            return null;
        } catch (IOException e) {
            // One that cannot be read is none either.
            return null;
        }
    }

    private static boolean hasRoot(VolumePlace place, VolumeBytes bytes, ExtSuper superblock)
            throws ClosedChannelException {
        FileSystemInfo info = place.info(
                        superblock.type(), superblock.bytes(), superblock.blockBytes(), superblock.id())
                .withState(FileSystemInfo.State.AS_STORED);
        try {
            Inode root = new ExtVolume(info, bytes, superblock, null).groups.inode(ExtReader.ROOT);
            return root.kind() == DiskFile.Kind.DIRECTORY && root.allocated() && root.hasRightChecksum(superblock);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }
}
