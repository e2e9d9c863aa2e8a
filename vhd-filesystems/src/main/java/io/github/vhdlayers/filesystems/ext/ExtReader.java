package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.ExtentJoiner;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.MappedContent;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import io.github.vhdlayers.filesystems.support.ResidentContent;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One volume of ext2, ext3 or ext4. Addresses are numbers of inodes; one more is the folder of orphans. */
final class ExtReader implements VolumeReader {
    static final long ROOT = 2;
    private static final int PERMISSIONS = 0xFFF;
    private static final int MOST_LINK_EXTENTS = 4;
    /** As {@link PathText} holds a slash that is part of a name. */
    private static final char SLASH_IN_NAME = 0xDC00 + '/';

    private final ExtVolume volume;
    private final ExtSuper superblock;
    private final ExtFiles files;

    private final List<String> problems;

    /** @param problems what is not known of the volume as a whole */
    ExtReader(ExtVolume volume, List<String> problems) {
        this.problems = problems;
        this.volume = volume;
        this.superblock = volume.superblock;
        this.files = new ExtFiles(volume);
    }

    @Override
    public FileSystemInfo info() {
        return volume.info;
    }

    @Override
    public List<String> problems() {
        return problems;
    }

    @Override
    public long rootAddress() {
        return ROOT;
    }

    private long orphans() {
        return superblock.inodes() + 1;
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        if (folder == orphans()) {
            return new ExtOrphans(volume).list(visitor);
        }
        Inode inode = volume.groups.inode(folder);
        if (inode.kind() != DiskFile.Kind.DIRECTORY) {
            throw new IOException("inode " + folder + " is of no folder");
        }
        String problem = new ExtFolder(volume, inode, deleted, visitor).list();
        if (folder == ROOT) {
            visitor.visit(FolderEntry.virtualFolder("$OrphanFiles", orphans()));
        }
        return problem;
    }

    @Override
    public DiskFile.Kind kind(long address) throws IOException {
        return address == orphans()
                ? DiskFile.Kind.VIRTUAL
                : volume.groups.inode(address).kind();
    }

    @Override
    public long sequence(long address) throws IOException {
        return address < 1 || address > superblock.inodes()
                ? 0
                : volume.groups.inode(address).generation();
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        if (name.address() == orphans()) {
            FileStream empty = new FileStream("", 0, false, false, false, 1, 0, List.of());
            return new DiskFile(
                    volume.info,
                    name,
                    true,
                    true,
                    DiskFile.Kind.VIRTUAL,
                    0L,
                    1,
                    FileTimes.NONE,
                    List.of(empty),
                    List.of(),
                    null);
        }
        if (name.address() == 0 && !name.allocated()) {
            return DiskFile.ofName(volume.info, name, null);
        }
        if (name.address() < 1 || name.address() > superblock.inodes()) {
            return null;
        }
        return files.file(name, volume.groups.inode(name.address()), maxExtents);
    }

    @Override
    public DiskFile.Details details(DiskFile file) throws IOException {
        long number = file.name().address();
        if (!file.isRead() || number < 1 || number > superblock.inodes()) {
            return DiskFile.Details.NONE;
        }
        Inode inode = volume.groups.inode(number);
        return new DiskFile.Details(
                Long.toString(inode.owner()),
                Long.toString(inode.group()),
                inode.mode() & PERMISSIONS,
                null,
                inode.kind() == DiskFile.Kind.LINK ? target(inode) : null,
                null,
                null);
    }

    /** Where a link leads: its content, of which a system takes no more than a block. Null if that is not known. */
    private @Nullable String target(Inode inode) throws IOException {
        long size = inode.size(superblock);
        if (inode.isEncrypted() || size < 1 || size > superblock.blockBytes()) {
            return null;
        }
        byte[] bytes = new byte[(int) size];
        try (RandomAccessSource content = files.isWithin(inode)
                ? new ResidentContent("link", size, files.within(inode.number()))
                : new MappedContent(
                        volume.bytes.disk(),
                        "link",
                        size,
                        volume.map(inode, MOST_LINK_EXTENTS).extents())) {
            content.readFully(0, ByteBuffer.wrap(bytes));
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return null;
        }
        // Its slashes are those of a path.
        return PathText.decode(bytes).replace(SLASH_IN_NAME, '/');
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        String name = file.printedPath(stream);
        return stream.resident()
                ? new ResidentContent(
                        name, stream.size(), files.within(file.name().address()))
                : new MappedContent(volume.bytes.disk(), name, stream.size(), stream.extents());
    }

    @Override
    public RecordFinder records() {
        return new ExtRecords(volume, files);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        ExtentJoiner joiner = new ExtentJoiner(volume.bytes.diskOffset(), from, to, visitor);
        long block = superblock.blockBytes();
        long cluster = block * superblock.clusterBlocks();
        long perGroup = superblock.blocksPerGroup() * block;
        long start = superblock.firstDataBlock() * block;
        for (long group = Math.max(0, (from - start) / perGroup); group < superblock.groups(); group++) {
            long first = volume.groups.firstBlock(group) * block;
            if (first >= to) {
                break;
            }
            ByteBuffer bitmap = volume.groups.blockBitmap(volume.groups.group(group));
            long end = Math.min(first + perGroup, superblock.bytes());
            long bits = (end - first + cluster - 1) / cluster;
            for (int bit = (int) Math.max(0, (from - first) / cluster); bit < bits; bit++) {
                int octet = bitmap.get(bit / 8);
                long at = first + bit * cluster;
                if (at >= to) {
                    break;
                }
                if ((octet >> bit % 8 & 1) == 0) {
                    joiner.add(at, Math.min(cluster, end - at));
                }
            }
        }
        joiner.end();
    }
}
