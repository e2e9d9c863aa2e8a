package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import io.github.vhdlayers.filesystems.support.UnlistedName;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** One volume of NTFS. */
final class NtfsReader implements VolumeReader {
    static final long ROOT = 5;
    /** Records before it belong to the file system itself; the root folder is one of them and is not meant. */
    private static final long FIRST_FREE_RECORD = 24;

    /** A bit each, 16 MiB. */
    private static final int MOST_SEARCHED = 1 << 27;

    private final FileSystemInfo info;
    private final NtfsVolumeBytes volume;
    private final Mft mft;
    private final FolderNamesOfNtfs folders;
    private final List<String> problems = new ArrayList<>();
    private final NtfsDetails details;
    private @Nullable NtfsFile last;
    private @Nullable NtfsFileBuilder builder;

    /** @param problem what is odd about the volume as a whole, or null */
    NtfsReader(VolumePlace place, NtfsVolumeBytes volume, Mft mft, @Nullable String problem) {
        NtfsGeometry geometry = volume.geometry();
        String recovery = new NtfsLog(mft, volume).needsRecovery();
        this.info = place.info("ntfs", geometry.bytes(), geometry.clusterBytes(), Long.toHexString(geometry.serial()))
                .withState(recovery == null ? FileSystemInfo.State.AS_STORED : FileSystemInfo.State.LOG_NOT_REPLAYED);
        if (problem != null) {
            problems.add(problem);
        }
        if (mft.problem() != null) {
            problems.add(mft.problem());
        }
        // Who asks for the state without recovery is not in doubt about it.
        if (recovery != null && place.recovers()) {
            problems.add(recovery);
        }
        this.volume = volume;
        this.mft = mft;
        this.folders = new FolderNamesOfNtfs(volume, mft);
        this.details = new NtfsDetails(mft, volume);
    }

    static boolean isSystem(long record) {
        return record < FIRST_FREE_RECORD && record != ROOT;
    }

    @Override
    public FileSystemInfo info() {
        return info;
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public long rootAddress() {
        return ROOT;
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        return folders.list(folder, deleted, visitor);
    }

    @Override
    public @Nullable String damage() {
        return folders.damage();
    }

    @Override
    public DiskFile.Kind kind(long address) throws IOException {
        if (address == mft.count()) {
            return DiskFile.Kind.VIRTUAL;
        }
        FileRecord record = mft.record(address);
        return record == null
                ? DiskFile.Kind.UNKNOWN
                : record.isDirectory() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
    }

    @Override
    public long sequence(long address) throws IOException {
        FileRecord record = address == mft.count() ? null : mft.record(address);
        return record == null ? 0 : record.sequence();
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        // A name of another state of the volume may have that number too, since the table of files grew.
        boolean isOfReader = name.kind() == DiskFile.Kind.VIRTUAL || name.kind() == DiskFile.Kind.UNKNOWN;
        if (isOfReader && name.address() == mft.count()) {
            return NtfsFileBuilder.orphans(info, name);
        }
        FileRecord record = mft.record(name.address());
        if (record == null || record.isExtension()) {
            // An extension holds a part of another file.
            return null;
        }
        boolean isSame = name.sequence() == 0 || record.sequence() == name.sequence();
        if (name.allocated() && !isSame) {
            throw new NtfsDamage("MFT record " + record.number()
                    + (record.isInUse()
                            ? " is another file's: it was used " + record.sequence()
                                    + " times, and the folder names use " + name.sequence()
                            : " is free, though a folder names it"));
        }
        boolean isKnown = isSame || record.sequenceInUse() == name.sequence();
        if (!name.allocated() && (record.isInUse() || !isKnown)) {
            return DiskFile.ofName(info, name, record.isInUse() ? "its metadata is another file's now" : null);
        }
        NtfsFile file = NtfsFile.of(mft, volume, record);
        last = file;
        NtfsFileBuilder build = builder;
        if (build == null || build.maxExtents() != maxExtents) {
            build = new NtfsFileBuilder(info, volume, mft, maxExtents);
            builder = build;
        }
        return build.build(file, name);
    }

    @Override
    public DiskFile.Details details(DiskFile file) throws IOException {
        FileRecord record = file.isRead() ? mft.record(file.name().address()) : null;
        return record == null || record.isExtension()
                ? DiskFile.Details.NONE
                : details.of(NtfsFile.of(mft, volume, record), file.name());
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        String name = file.printedPath(stream);
        FileRecord record = mft.record(file.name().address());
        if (record == null || record.isExtension()) {
            throw new NtfsDamage(
                    name + ": there is nothing at its MFT record " + file.name().address());
        }
        NtfsFile found = NtfsFile.of(mft, volume, record);
        for (NtfsAttribute attribute : found.attributes()) {
            boolean isNamed = attribute.type() == Attribute.DATA;
            if (attribute.type() == stream.type()
                    && attribute.id() == stream.id()
                    && (!isNamed || attribute.name().equals(stream.name()))
                    && attribute.size() == stream.size()) {
                return new NtfsContents(volume).open(found, attribute, stream, name);
            }
        }
        throw new NtfsDamage(name + ": has no such content");
    }

    @Override
    public RecordFinder records() {
        return new NtfsRecords(volume, mft);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        new FreeClusters(volume, mft).visit(from, to, visitor);
    }

    @Override
    public @Nullable String doubt(long folder, FolderEntry entry) {
        NtfsFile file = last;
        if (file == null || file.base().number() != entry.address() || file.problem() != null) {
            return null;
        }
        return file.hasName(folder, entry.name())
                ? null
                : "its own record has no such name in this folder: the folder's index is older or newer than it";
    }

    @Override
    public int tableSize() {
        long there = Math.min(mft.written(), volume.end() / mft.recordBytes());
        return (int) Math.min(there, MOST_SEARCHED);
    }

    @Override
    public List<Long> unlisted(LongPredicate isReported) throws IOException {
        return new UnlistedFiles(mft, volume).search(isReported);
    }

    @Override
    public List<UnlistedName> unlistedNames(long address) throws IOException {
        return new UnlistedFiles(mft, volume).names(address);
    }
}
