package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.files.ContentComparison;
import io.github.vhdlayers.internal.files.FileContents;
import io.github.vhdlayers.internal.files.FileIdentification;
import io.github.vhdlayers.internal.files.FileNames;
import io.github.vhdlayers.internal.files.Former;
import io.github.vhdlayers.internal.files.FormerNames;
import io.github.vhdlayers.internal.files.LongTable;
import io.github.vhdlayers.internal.files.MetadataComparison;
import io.github.vhdlayers.internal.files.PlacesOfFile;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what a layer did to a file that is there now. The one order in which that is derived: which file it is, what its content reads
 * as, its own metadata bytes, and last the sectors that are stored in the layer.
 */
final class FileChangeClassifier {
    private static final String WHEN_DELETED = "whether it was deleted before is not known: ";

    private final Tallies tallies;
    private final FileSectors sectors;
    private final DiskFileSystems now;
    private final Former former;
    private final @Nullable MergedSource below;
    private final @Nullable FileSystemInfo present;
    private final FileNames names;
    private final ContentComparison contents;
    private final FileIdentification identities;
    private final @Nullable ChangeReasons reasons;
    private final DeletedNamesBelow deletedBelow;
    private @Nullable Boolean partUnknown;

    /**
     * For the files of one file system.
     *
     * @param former the file system as it was below
     * @param below the disk as it was below, or null if there is nothing below
     * @param present the file system as it is now, or null if it is gone
     */
    FileChangeClassifier(
            Tallies tallies,
            FileSectors sectors,
            DiskFileSystems now,
            Former former,
            @Nullable MergedSource below,
            @Nullable FileSystemInfo present,
            FileNames names) {
        this.tallies = tallies;
        this.sectors = sectors;
        this.now = now;
        this.former = former;
        this.below = below;
        this.present = present;
        this.names = names;
        this.contents = new ContentComparison(tallies);
        this.identities = new FileIdentification(now, former, names);
        this.deletedBelow = new DeletedNamesBelow(former);
        this.reasons = former.systems() == null ? null : new ChangeReasons(now, former.systems(), names);
    }

    /** Each content of a file with its status, and contents that it had and has no more. */
    List<FileOwnership> judge(DiskFile file) throws IOException {
        if (!file.name().allocated()) {
            return deletedBefore(file);
        }
        if (!file.isRead() || !file.allocated()) {
            names.noteUnread(file.name());
            String why = file.problem() == null ? "its name is in use and its metadata is not" : file.problem();
            return List.of(row(file, null, FileOwnership.Status.UNKNOWN, why));
        }
        List<@Nullable FileStream> streams = FileContents.of(file);
        List<FileOwnership> all = new ArrayList<>(streams.size());
        try {
            Past past = past(file);
            for (FileStream stream : streams) {
                all.add(judge(file, stream, past));
            }
            gone(file, past, all);
        } catch (IOException e) {
            all.clear();
            for (FileStream stream : streams) {
                all.add(row(file, stream, FileOwnership.Status.UNKNOWN, e.getMessage()));
            }
        }
        for (FileOwnership row : all) {
            if (row.status() == FileOwnership.Status.UNKNOWN) {
                names.noteUnread(file.name());
                break;
            }
        }
        return all;
    }

    /**
     * What a file was.
     *
     * @param status the status of all of it if that is all there is to say, otherwise null
     * @param facts what it is compared with; null if there is a status
     * @param isOther whether it has another name or is in another folder, or it is not known how its path came to be another one
     * @param why why the status is unknown
     */
    private record Past(
            FileOwnership.@Nullable Status status,
            ChangeReasons.@Nullable Facts facts,
            boolean isOther,
            @Nullable String why) {
        static Past of(FileOwnership.Status status, @Nullable String why) {
            return new Past(status, null, false, why);
        }

        @Nullable
        DiskFile old() {
            return facts == null ? null : facts.old();
        }
    }

    private Past past(DiskFile file) throws IOException {
        FileIdentification.Found found = identities.find(file);
        MergedSource disk = below;
        if (found.absence() == FileIdentification.Absence.UNKNOWN) {
            return Past.of(FileOwnership.Status.UNKNOWN, found.why());
        }
        if (found.absence() == FileIdentification.Absence.NEW || disk == null) {
            return Past.of(FileOwnership.Status.NEW, found.why());
        }
        if (found.inPlace() && names.hasIdentities() && PlacesOfFile.areUnchanged(file, former.info(), tallies)) {
            return Past.of(FileOwnership.Status.UNTOUCHED, null);
        }
        DiskFile old = identities.open(found, file);
        if (old == null) {
            return Past.of(FileOwnership.Status.NEW, null);
        }
        if (!old.isRead() || !old.allocated()) {
            return Past.of(
                    FileOwnership.Status.UNKNOWN,
                    "what was there before cannot be read" + (old.problem() == null ? "" : ": " + old.problem()));
        }
        boolean unlocated = file.metadata().isEmpty() && !FileSectors.hasNoMetadata(file);
        boolean differs = unlocated
                ? !MetadataComparison.looksTheSame(old, file)
                : MetadataComparison.differs(file, old, tallies, tallies.view(), disk);
        FormerNames.Origin origin = found.replaced() ? identities.originOfReplacing(found, file) : found.origin();
        boolean isOther = found.moved() && (origin == null || !origin.isPathOnly());
        return new Past(null, new ChangeReasons.Facts(old, origin, found.replaced(), differs), isOther, null);
    }

    private FileOwnership judge(DiskFile file, @Nullable FileStream stream, Past past) throws IOException {
        if (past.status() == FileOwnership.Status.NEW || past.status() == FileOwnership.Status.UNKNOWN) {
            return row(file, stream, past.status(), past.why() == null ? file.problem() : past.why());
        }
        FileSectors.Counts counts = sectors.ofPresent(file, stream);
        String problem = file.problem();
        FileOwnership.Status status;
        FileChange change = null;
        ChangeReasons.Facts facts = past.facts();
        try {
            if (facts == null) {
                status = stored(counts, stream, false);
            } else {
                Compared compared = compared(file, stream, facts, counts, past.isOther());
                status = compared.status();
                change = change(file, stream, facts, compared);
            }
        } catch (IOException e) {
            status = FileOwnership.Status.UNKNOWN;
            problem = e.getMessage();
        }
        if (status == FileOwnership.Status.UNKNOWN && problem == null) {
            problem = "part of it, or of what was there before, cannot be read";
        }
        return row(file, stream, status, counts, problem, change);
    }

    /**
     * A content and the former one.
     *
     * @param differs whether it reads otherwise
     */
    private record Compared(FileOwnership.Status status, boolean differs) {}

    private @Nullable FileChange change(
            DiskFile file, @Nullable FileStream stream, ChangeReasons.Facts facts, Compared compared) {
        if (reasons == null
                || compared.status() == FileOwnership.Status.NEW
                || compared.status() == FileOwnership.Status.UNKNOWN) {
            return null;
        }
        return isMain(stream)
                ? reasons.ofMain(file, facts, compared.differs())
                : reasons.ofStream(facts, compared.differs());
    }

    private static boolean isMain(@Nullable FileStream stream) {
        return stream == null || stream.name().isEmpty();
    }

    private Compared compared(
            DiskFile file,
            @Nullable FileStream stream,
            ChangeReasons.Facts facts,
            FileSectors.Counts counts,
            boolean isOther)
            throws IOException {
        DiskFile old = facts.old();
        boolean main = isMain(stream);
        FileStream oldStream = stream == null ? mainOf(old) : old.stream(stream.name());
        if (!main && oldStream == null) {
            return new Compared(old.problem() == null ? FileOwnership.Status.NEW : FileOwnership.Status.UNKNOWN, false);
        }
        boolean folder = main && file.kind() == DiskFile.Kind.DIRECTORY;
        if (!equal(file, stream, old, oldStream)) {
            // The content of a folder is a list of names, which is metadata of what is in it.
            return new Compared(
                    folder ? FileOwnership.Status.METADATA_CHANGED : FileOwnership.Status.CONTENT_CHANGED, true);
        }
        if (facts.replaced() && !folder) {
            return new Compared(FileOwnership.Status.REWRITTEN, false);
        }
        if (main && (isOther || facts.differs())) {
            return new Compared(FileOwnership.Status.METADATA_CHANGED, false);
        }
        return new Compared(stored(counts, stream, facts.differs()), false);
    }

    private boolean equal(DiskFile file, @Nullable FileStream stream, DiskFile old, @Nullable FileStream oldStream)
            throws IOException {
        if (stream == null || oldStream == null) {
            boolean unread = (stream == null && file.problem() != null) || (oldStream == null && old.problem() != null);
            if (unread) {
                throw new IOException(
                        Objects.requireNonNullElse(file.problem(), Objects.requireNonNullElse(old.problem(), "")));
            }
            return (stream == null || stream.size() == 0) && (oldStream == null || oldStream.size() == 0);
        }
        return contents.equal(now, file, stream, Objects.requireNonNull(former.systems()), old, oldStream);
    }

    private static @Nullable FileStream mainOf(DiskFile file) {
        return file.stream("");
    }

    /**
     * The status of an equal content: whether a sector of it is stored in the layer.
     *
     * @param differs whether the file's own metadata bytes differ: a content within them was then stored again, and otherwise only
     *     shares a sector with something that was
     */
    private static FileOwnership.Status stored(
            FileSectors.Counts counts, @Nullable FileStream stream, boolean differs) {
        Long owned = counts.content().owned();
        if (stream != null && stream.resident()) {
            return differs ? FileOwnership.Status.REWRITTEN : FileOwnership.Status.UNTOUCHED;
        }
        if (owned == null) {
            return FileOwnership.Status.UNKNOWN;
        }
        return owned > 0 ? FileOwnership.Status.REWRITTEN : FileOwnership.Status.UNTOUCHED;
    }

    /** Adds the contents that a file had and has no more. */
    private void gone(DiskFile file, Past past, List<FileOwnership> rows) throws IOException {
        DiskFile old = past.old();
        if (old == null) {
            return;
        }
        for (FileStream stream : old.streams()) {
            if (!stream.name().isEmpty() && file.stream(stream.name()) == null) {
                FileOwnership.Status status =
                        file.problem() == null ? FileOwnership.Status.DELETED : FileOwnership.Status.UNKNOWN;
                rows.add(formerRow(old, stream, status, file.problem()));
            }
        }
    }

    /** A content as it was below: it is gone, or what became of it is not known. */
    FileOwnership formerRow(
            DiskFile old, @Nullable FileStream stream, FileOwnership.Status status, @Nullable String problem)
            throws IOException {
        FileSectors.Counts counts = status == FileOwnership.Status.UNKNOWN || below == null
                ? FileSectors.Counts.NOT_KNOWN
                : sectors.ofGone(old, stream, below, now, present);
        return new FileOwnership(
                old,
                stream,
                status,
                true,
                counts.content(),
                counts.slack(),
                counts.metadata(),
                counts.owned(),
                counts.changed(),
                problem,
                null,
                null,
                null,
                null);
    }

    private FileOwnership row(
            DiskFile file, @Nullable FileStream stream, FileOwnership.Status status, @Nullable String problem)
            throws IOException {
        return row(file, stream, status, sectors.ofPresent(file, stream), problem, null);
    }

    private FileOwnership row(
            DiskFile file,
            @Nullable FileStream stream,
            FileOwnership.Status status,
            FileSectors.Counts counts,
            @Nullable String problem,
            @Nullable FileChange change) {
        return new FileOwnership(
                file,
                stream,
                status,
                false,
                counts.content(),
                counts.slack(),
                counts.metadata(),
                counts.owned(),
                counts.changed(),
                problem,
                null,
                status == FileOwnership.Status.CAME_AND_WENT ? tallies.onlyLayer() : null,
                status == FileOwnership.Status.CAME_AND_WENT ? tallies.onlyLayer() : null,
                change);
    }

    /**
     * A name that was deleted before, which is no file of this view. One that was in use below is reported as deleted; where that is not known,
     * nor is the status.
     */
    private List<FileOwnership> deletedBefore(DiskFile file) throws IOException {
        List<FileOwnership> all = new ArrayList<>();
        if (names.hadIdentity(file.name()) || names.formerAddress(file.name()) != LongTable.ABSENT) {
            return all;
        }
        List<@Nullable FileStream> streams = FileContents.of(file);
        String open = mayHaveBeenInUse(file.name());
        Boolean came = open != null ? null : cameAndWent(file);
        if (open == null && came == null && isPartUnknown()) {
            open = "whether it was made and deleted here is not known: "
                    + Objects.requireNonNullElse(file.problem(), "part of the disk cannot be read");
        }
        FileOwnership.Status status = open != null
                ? FileOwnership.Status.UNKNOWN
                : Boolean.TRUE.equals(came) ? FileOwnership.Status.CAME_AND_WENT : FileOwnership.Status.DELETED_NAME;
        for (FileStream stream : streams) {
            FileSectors.Counts counts = sectors.ofDeletedName(file, stream, now);
            all.add(row(file, stream, status, counts, open == null ? file.problem() : open, null));
        }
        return all;
    }

    /** Why a deleted name may have been in use below, so that this layer deleted it; null if it was not. */
    private @Nullable String mayHaveBeenInUse(FileName name) throws IOException {
        if (former.state() == Former.State.ABSENT) {
            return null;
        }
        if (former.mayHold(name.path())) {
            return WHEN_DELETED + former.why(name.path());
        }
        // What a deleted name led to is known by its number alone, of which a record that cannot be read says nothing.
        return names.hasIdentities() && isPartUnknown() ? WHEN_DELETED + "part of the disk cannot be read" : null;
    }

    /** Whether a sector of either view is unknown. Counted once, and only where deleted names are asked for. */
    private boolean isPartUnknown() throws IOException {
        Boolean known = partUnknown;
        if (known == null) {
            known = tallies.view().ownership().summary().unknownSectors() > 0
                    || (below != null && below.ownership().summary().unknownSectors() > 0);
            partUnknown = known;
        }
        return known;
    }

    /**
     * Whether the file of a deleted name was made after the state below: its metadata has other bytes since, and was no file's there, or
     * another one's. What a deleted name of ext leads to may be of a later file, so that the name must not have been there below either. Null
     * where its record does not say it, or could not be read: then it counts as deleted before, if all of the disk can be read.
     */
    private @Nullable Boolean cameAndWent(DiskFile file) {
        MergedSource disk = below;
        DiskFileSystems systems = former.systems();
        FileSystemInfo info = former.info();
        FileSystemInfo.Family family = file.fileSystem().family();
        boolean isExt = family == FileSystemInfo.Family.EXT;
        boolean hasRecord = family.keepsNumbers() || family.hasEntriesOnly();
        if (disk == null || systems == null || info == null || !former.sameVolume() || !hasRecord) {
            return false;
        }
        if (!file.isRead() || file.metadata().isEmpty() || file.problem() != null) {
            return null;
        }
        try {
            if (!MetadataComparison.differs(file.metadata(), tallies, tallies.view(), disk)) {
                return false;
            }
            DiskFile old = systems.file(info, asInUse(file.name()));
            if (isExt) {
                return (old == null || isAnotherInode(old, file)) && deletedBelow.isNew(file.name());
            }
            if (old != null && old.kind() != DiskFile.Kind.VIRTUAL && !old.isRead()) {
                return null;
            }
            // Behind the last number of NTFS is that of a folder which the reader makes.
            return old == null || old.kind() == DiskFile.Kind.VIRTUAL || !old.allocated() || isAnother(old, file);
        } catch (IOException e) {
            return null;
        }
    }

    private static FileName asInUse(FileName name) {
        return new FileName(name.path(), name.kind(), true, name.address(), 0, name.printsAlike());
    }

    /**
     * Whether an inode, in use or free, was of another file below: a file that was deleted there and one that came and went since differ in
     * their generation or in the time of their creation.
     */
    private boolean isAnotherInode(DiskFile old, DiskFile file) throws IOException {
        DiskFile recorded = now.file(file.fileSystem(), asInUse(file.name()));
        if (recorded == null || !old.isRead()) {
            return false;
        }
        RecordedTime formerly = old.times().created();
        RecordedTime created = file.times().created();
        return old.name().sequence() != recorded.name().sequence()
                || (created != null && (formerly == null || !formerly.equals(created)));
    }

    /** Whether a file that was in use below and a deleted one with its number are known to be different files. */
    private static boolean isAnother(DiskFile old, DiskFile file) {
        RecordedTime formerly = old.times().created();
        RecordedTime created = file.times().created();
        return file.fileSystem().family() == FileSystemInfo.Family.NTFS
                && old.name().sequence() != file.name().sequence()
                && formerly != null
                && created != null
                && !formerly.equals(created);
    }
}
