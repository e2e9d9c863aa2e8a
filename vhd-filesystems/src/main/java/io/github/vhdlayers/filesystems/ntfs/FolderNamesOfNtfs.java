package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.LongSet;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names in folders: those of the folder's index, and those of files that say in their own records that they were in it. Used by one
 * thread at a time.
 */
final class FolderNamesOfNtfs {
    static final String ORPHANS = "$OrphanFiles";

    private static final int LEAST_BLOCK = 512;

    private final NtfsVolumeBytes volume;
    private final Mft mft;
    private final FolderIndex.StrayBlocks strays = new FolderIndex.StrayBlocks();
    private @Nullable ChildMap living;
    private @Nullable ChildMap deleted;
    private @Nullable String damage;

    FolderNamesOfNtfs(NtfsVolumeBytes volume, Mft mft) {
        this.volume = volume;
        this.mft = mft;
    }

    /** Reports the names in a folder, as {@link io.github.vhdlayers.filesystems.support.VolumeReader#list} says. */
    @Nullable
    String list(long address, boolean withDeleted, EntryVisitor visitor) throws IOException {
        damage = null;
        if (address == NtfsReader.ROOT) {
            strays.reset(volume.end() / LEAST_BLOCK);
        }
        if (address == mft.count()) {
            orphans(visitor);
            return null;
        }
        FileRecord record = mft.record(address);
        if (record == null) {
            throw new NtfsDamage("there is nothing at MFT record " + address);
        }
        return new Listing(record, visitor).run(withDeleted);
    }

    /** What was wrong with the index of the last folder, though its names are known. */
    @Nullable
    String damage() {
        return damage;
    }

    /** One look at one folder. */
    private final class Listing {
        private final FileRecord folder;
        private final EntryVisitor visitor;
        private final LongSet seen = new LongSet();
        private boolean isEachNameKnown = true;

        Listing(FileRecord folder, EntryVisitor visitor) {
            this.folder = folder;
            this.visitor = visitor;
        }

        @Nullable
        String run(boolean withDeleted) throws IOException {
            NtfsFile file = NtfsFile.of(mft, volume, folder);
            FolderIndex index = null;
            String problem;
            try {
                index = FolderIndex.of(file, volume);
                if (!index.names(this::indexed)) {
                    return null;
                }
                problem = index.problem();
            } catch (NtfsDamage e) {
                problem = e.getMessage();
            }
            if (problem != null && folder.isInUse()) {
                if (!fromRecords(living(), true)) {
                    return null;
                }
                if (living().isWhole() && isEachNameKnown) {
                    // All files say which folder they are in; the index only finds them faster.
                    damage = problem + "; its names are those of the files with records that say that they are in it";
                    problem = null;
                }
            }
            if (withDeleted) {
                if (index != null && !index.leftovers(mft.count(), strays, this::leftover)) {
                    return null;
                }
                if (!fromRecords(deleted(), false)) {
                    return null;
                }
                if (folder.number() == NtfsReader.ROOT) {
                    visitor.visit(FolderEntry.virtualFolder(ORPHANS, mft.count()));
                }
            }
            return problem;
        }

        private boolean indexed(long record, int sequence, NtfsName name) throws IOException {
            boolean isItself = record == folder.number() && name.name().equals(".");
            return name.isDos()
                    || isItself
                    || !isNew(record, name.name())
                    || visitor.visit(FolderEntry.of(name.name(), kindOf(name), folder.isInUse(), record, sequence));
        }

        private boolean leftover(long record, int sequence, NtfsName name) throws IOException {
            boolean isOurs = name.parent() == folder.number()
                    && (name.parentSequence() == folder.sequenceInUse() || name.parentSequence() == 0);
            boolean isItself = record == folder.number();
            return name.isDos()
                    || !isOurs
                    || isItself
                    || !isNew(record, name.name())
                    || visitor.visit(FolderEntry.of(name.name(), kindOf(name), false, record, sequence));
        }

        /** Names of files with own records that say that they are in the folder. */
        private boolean fromRecords(ChildMap map, boolean inUse) throws IOException {
            for (long child : map.children(folder.number())) {
                FileRecord record = recordOrNull(child);
                if (record == null || record.isInUse() != inUse || record.isExtension() || child == folder.number()) {
                    continue;
                }
                NtfsFile file = NtfsFile.of(mft, volume, record);
                // Some of its names may be in a record that its list of attributes, which cannot be read, leads to.
                isEachNameKnown &= file.problem() == null;
                List<NtfsName> names = ChildMap.namesIn(file.names(), folder.number(), folder.sequenceInUse());
                for (NtfsName name : names) {
                    DiskFile.Kind kind = record.isDirectory() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
                    if (isNew(child, name.name())
                            && !visitor.visit(FolderEntry.of(
                                    name.name(), kind, inUse && folder.isInUse(), child, record.sequenceInUse()))) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean isNew(long record, String name) {
            return seen.add(record * 0x9E37_79B9_7F4A_7C15L ^ longHash(name));
        }
    }

    /** 64 bits, of which two names of one record rarely have the same. */
    private static long longHash(String name) {
        // No name is empty. The text's own hash is quick to get, and the last character differs where that is made to
        // be alike.
        long ends = (long) name.length() << 16 | name.charAt(name.length() - 1);
        return ((long) name.hashCode() << 32 ^ ends) * 0xC2B2_AE3D_27D4_EB4FL;
    }

    private static DiskFile.Kind kindOf(NtfsName name) {
        return name.isDirectory() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
    }

    private @Nullable FileRecord recordOrNull(long number) {
        try {
            return mft.record(number);
        } catch (IOException e) {
            return null;
        }
    }

    private ChildMap living() throws IOException {
        ChildMap found = living;
        if (found == null) {
            found = ChildMap.of(mft, true);
            living = found;
        }
        return found;
    }

    private ChildMap deleted() throws IOException {
        ChildMap found = deleted;
        if (found == null) {
            found = ChildMap.of(mft, false);
            deleted = found;
        }
        return found;
    }

    /** Reports deleted files that no folder has any more. */
    private void orphans(EntryVisitor visitor) throws IOException {
        MftScan.run(mft, record -> {
            if (record.isInUse() || record.isExtension()) {
                return true;
            }
            NtfsFile file = NtfsFile.of(mft, volume, record);
            if (file.attributes().isEmpty()) {
                // It was prepared for use, and never used.
                return true;
            }
            List<NtfsName> names = file.names();
            for (NtfsName name : names) {
                if (hasFolder(name, record.number())) {
                    return true;
                }
            }
            return visitor.visit(new FolderEntry(
                    orphanName(names, record.number()),
                    DiskFile.Kind.UNKNOWN,
                    record.isDirectory(),
                    false,
                    record.number(),
                    record.sequenceInUse()));
        });
    }

    private static String orphanName(List<NtfsName> names, long number) {
        for (NtfsName name : names) {
            if (!name.isDos()) {
                return name.name();
            }
        }
        return names.isEmpty() ? "OrphanFile-" + number : names.get(0).name();
    }

    /** Whether the folder of a name is still that folder, in use or deleted, so that the name is listed there. */
    private boolean hasFolder(NtfsName name, long child) {
        NtfsName next = name;
        long below = child;
        for (int depth = 0; depth < 64; depth++) {
            FileRecord parent = next.parent() == below ? null : recordOrNull(next.parent());
            if (next.isDos()
                    || parent == null
                    || !parent.isDirectory()
                    || parent.isExtension()
                    || (next.parentSequence() != 0 && parent.sequenceInUse() != next.parentSequence())) {
                return false;
            }
            if (parent.isInUse()) {
                return true;
            }
            List<NtfsName> names = NtfsFile.of(mft, volume, parent).names();
            NtfsName up =
                    names.stream().filter(each -> !each.isDos()).findFirst().orElse(null);
            if (up == null) {
                // It is an orphan itself, and is shown as one with what it had.
                return true;
            }
            below = parent.number();
            next = up;
        }
        return false;
    }
}
