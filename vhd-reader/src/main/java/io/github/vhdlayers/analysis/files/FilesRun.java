package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.internal.files.FileContents;
import io.github.vhdlayers.internal.files.FileNames;
import io.github.vhdlayers.internal.files.Former;
import io.github.vhdlayers.internal.files.OpenFiles;
import io.github.vhdlayers.internal.files.RunProblems;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One go through all files of a layer's view, and through those of the view below that are gone. */
final class FilesRun {
    private static final int MOST_GONE = 20_000;
    private static final String MADE_ANEW =
            "whether it is the volume that was there before is not known, because its first sectors in one of"
                    + " both views cannot be read";

    private final Tallies tallies;
    private final FileSectors sectors;
    private final HeldSums held;
    private final Side now;
    private final @Nullable Side before;
    private final WalkOptions walk;
    private final LayerFiles.Visitor visitor;
    private @Nullable FileOwnership firstUnknown;
    private final Set<ParentDoubts.Doubt> signs = new LinkedHashSet<>();

    private final Map<FileOwnership.Status, @Nullable Long> counts = new EnumMap<>(FileOwnership.Status.class);
    private final RunProblems problems = new RunProblems();
    private long files;
    private boolean ended;
    private boolean allFiles = true;
    private ParentDoubts doubts = ParentDoubts.NONE;

    /** One of the two views: the disk, and its open file systems. */
    record Side(MergedSource disk, OpenFiles files) {
        DiskFileSystems systems() {
            return files.systems();
        }

        @Nullable
        String mayBeAt(long diskOffset) {
            return files.mayBeAt(diskOffset);
        }

        boolean isTableWhole() {
            return files.isTableWhole();
        }
    }

    FilesRun(Tallies tallies, Side now, @Nullable Side before, WalkOptions walk, LayerFiles.Visitor visitor) {
        this.tallies = tallies;
        this.sectors = new FileSectors(tallies);
        this.held = new HeldSums(tallies.view(), tallies);
        this.now = now;
        this.before = before;
        this.walk = walk;
        this.visitor = visitor;
    }

    /** Why rows are in doubt, found so far. */
    Set<ParentDoubts.Doubt> signs() {
        return signs;
    }

    /** @param withDoubts whether the report's problems also say why rows are in doubt */
    LayerFilesReport all(boolean withDoubts) throws IOException {
        notes(now, true);
        if (before != null) {
            notes(before, false);
        } else if (isOrphan()) {
            problems.add(withoutParent());
        }
        List<FileSystemInfo> gone =
                new ArrayList<>(before == null ? List.of() : before.systems().fileSystems());
        for (FileSystemInfo system : now.systems().fileSystems()) {
            FileSystemInfo former = OpenFiles.at(gone, system.diskOffset());
            if (former != null) {
                gone.remove(former);
            }
            one(system, former);
            if (ended) {
                break;
            }
        }
        doubts = ParentDoubts.NONE;
        for (FileSystemInfo former : gone) {
            if (!ended && before != null) {
                String why = now.mayBeAt(former.diskOffset());
                Former present = why == null ? Former.absent() : Former.unknown(why);
                gone(before, former, present, null, judge(Former.absent(), null, former));
            }
        }
        if (!ended) {
            held.addOutside(now.systems());
        }
        problems.requireKnown(!ended);
        return new LayerFilesReport(
                tallies.layer(),
                files == 0 && !problems.isComplete() ? null : Long.valueOf(files),
                now.systems().fileSystems(),
                counts,
                held.all(allFiles && !ended),
                texts(withDoubts),
                problems.limit(),
                problems.isComplete());
    }

    private List<String> texts(boolean withDoubts) {
        List<String> texts = new ArrayList<>(problems.texts());
        if (withDoubts) {
            signs.forEach(doubt -> texts.add(doubt.problem()));
        }
        FileOwnership unknown = firstUnknown;
        if (texts.isEmpty() && unknown != null) {
            // Nothing but a row has the cause so far.
            texts.add(unknown.file().name().printedPath() + ": its status is not known"
                    + (unknown.problem() == null ? "" : ": " + unknown.problem()));
        }
        return texts;
    }

    private boolean isOrphan() {
        return tallies.view().chain().missingParent() != null;
    }

    /** Why it is not known what was there before. */
    private String withoutParent() {
        MissingParent missing = tallies.view().chain().missingParent();
        return "a parent " + (missing == null ? "is missing" : missing.inWords())
                + ", so what was there before is not known";
    }

    /** Whether files are not to be expected there. */
    private static boolean isReserved(VolumeProblem problem) {
        return problem.partition() != null && problem.partition().type().isReserved();
    }

    private void notes(Side side, boolean isNow) {
        String where = isNow ? "" : "below: ";
        for (VolumeProblem problem : side.systems().problems()) {
            if (problem.mayHaveFiles()) {
                problems.add(where + RunProblems.text(problem));
                allFiles &= !isNow;
            } else if (isNow && !isReserved(problem)) {
                problems.note(RunProblems.text(problem));
            }
        }
        if (!side.isTableWhole()) {
            problems.add(where + "the partition table cannot be read whole, so there may be other volumes");
            allFiles &= !isNow;
        }
    }

    private FileChangeClassifier judge(Former former, @Nullable FileNames names, FileSystemInfo system) {
        return new FileChangeClassifier(
                tallies,
                sectors,
                now.systems(),
                former,
                before == null ? null : before.disk(),
                names == null ? null : system,
                names == null ? new FileNames(system.family(), false) : names);
    }

    private void one(FileSystemInfo system, @Nullable FileSystemInfo formerInfo) throws IOException {
        Boolean found = formerInfo == null ? Boolean.FALSE : OpenFiles.isSameVolume(system, formerInfo);
        if (found == null && system.family().keepsNumbers()) {
            problems.add(system.label() + ": " + MADE_ANEW);
        }
        boolean same = Boolean.TRUE.equals(found);
        Names both = names(system, formerInfo, same);
        FileNames names = both.names();
        boolean isAhead = before != null && names.hasIdentities();
        List<FileName> goneNames = isAhead ? new ArrayList<>() : null;
        Former former = former(system, formerInfo, same, both, goneNames);
        FileChangeClassifier judge = judge(former, names, system);
        doubts = doubts(system, formerInfo, same, both.shared());
        WalkResult result = now.systems().walk(system, walk, file -> {
            // Without a view below nothing asks for names.
            if (!isAhead && before != null && file.allocated()) {
                names.addPresent(file.name());
            }
            files++;
            for (FileOwnership each : judge.judge(file)) {
                if (!report(each, each.former() && before != null ? before.systems() : now.systems())) {
                    return false;
                }
            }
            return true;
        });
        problems.add(system, result, "");
        allFiles &= result.isComplete();
        if (!result.isComplete()) {
            sectors.noteUnread(system);
        }
        if (!ended && before != null && formerInfo != null && former.state() == Former.State.PRESENT) {
            Former present = Former.present(now.systems(), system, result, names::isPresentFolder, same);
            if (goneNames != null && goneNames.size() <= MOST_GONE) {
                for (FileName name : goneNames) {
                    if (!gone(before, formerInfo, present, names, judge, name)) {
                        break;
                    }
                }
            } else {
                gone(before, formerInfo, present, names, judge);
            }
        }
        String leftOut = names.formerNamesLeftOut();
        if (leftOut != null) {
            problems.note(system.label() + ": " + leftOut);
        }
        if (!ended) {
            String why = held.addFree(now.systems(), system);
            if (why != null) {
                problems.add(system.label() + ": free blocks are not known: " + why);
            }
        }
    }

    /**
     * The names of a file system.
     *
     * @param names those of now, where files have numbers; otherwise they are added when the files are reported
     * @param shared looks for doubts on the way, or null if that is not possible
     */
    private record Names(FileNames names, @Nullable SharedRecords shared) {}

    private Names names(FileSystemInfo system, @Nullable FileSystemInfo formerInfo, boolean same) throws IOException {
        FileNames names = new FileNames(system.family(), same);
        if (before == null || formerInfo == null || !names.hasIdentities()) {
            return new Names(names, null);
        }
        boolean isShared = system.family() == FileSystemInfo.Family.NTFS
                && living().equals(WalkOptions.defaults())
                && ParentDoubts.changedSince(tallies) == null;
        if (isShared) {
            SharedRecords shared = new SharedRecords(tallies, now, before, formerInfo, names);
            WalkResult result = now.systems().walk(system, living(), file -> {
                names.addPresent(file.name());
                shared.present(file);
                return shared.isSure();
            });
            if (shared.isSure() && result.limit() == null && result.unreadCount() == 0) {
                names.endPresent(result);
                return new Names(names, shared);
            }
        }
        FileNames alone = isShared ? new FileNames(system.family(), true) : names;
        alone.endPresent(now.systems().walkNames(system, living(), name -> {
            alone.addPresent(name);
            return true;
        }));
        return new Names(alone, null);
    }

    private ParentDoubts doubts(
            FileSystemInfo system, @Nullable FileSystemInfo formerInfo, boolean same, @Nullable SharedRecords shared)
            throws IOException {
        if (before == null || formerInfo == null || !same) {
            return ParentDoubts.NONE;
        }
        ParentDoubts found = shared == null ? null : shared.doubts(system);
        return found == null
                ? ParentDoubts.of(tallies, now.systems(), system, before.systems(), formerInfo, before.disk())
                : found;
    }

    /** @param goneNames receives the names that are no more, if there are few and the names of now are known; null if it is not wanted */
    private Former former(
            FileSystemInfo system,
            @Nullable FileSystemInfo formerInfo,
            boolean same,
            Names both,
            @Nullable List<FileName> goneNames)
            throws IOException {
        FileNames names = both.names();
        SharedRecords shared = both.shared();
        if (before == null) {
            return isOrphan() ? Former.unknown(withoutParent()) : Former.absent();
        }
        if (formerInfo == null) {
            String why = before.mayBeAt(system.diskOffset());
            return why == null ? Former.absent() : Former.unknown("what was there before is not known: " + why);
        }
        if (OpenFiles.isSameVolume(system, formerInfo) == null
                && system.family().keepsNumbers()) {
            return Former.unknown(MADE_ANEW);
        }
        WalkResult result = before.systems().walkNames(formerInfo, living(), name -> {
            names.addFormer(name);
            if (shared != null) {
                shared.former(name);
            }
            if (goneNames != null && goneNames.size() <= MOST_GONE && !names.isPresent(name)) {
                goneNames.add(name);
            }
            return true;
        });
        names.endFormer(result);
        if (shared != null && (result.limit() != null || result.unreadCount() > 0)) {
            shared.giveUp();
        }
        problems.add(formerInfo, result, "below: ");
        return Former.present(before.systems(), formerInfo, result, names::isFormerFolder, same);
    }

    private WalkOptions living() {
        return walk.withDeleted(false).withOrphans(false);
    }

    /**
     * Reports what was there and is gone, and that of which it is not known whether it is.
     *
     * @param present the file system as it is now
     * @param names those that are there, or null if the file system is gone as a whole
     */
    private void gone(
            Side side, FileSystemInfo system, Former present, @Nullable FileNames names, FileChangeClassifier judge)
            throws IOException {
        WalkResult result =
                side.systems().walkNames(system, living(), name -> gone(side, system, present, names, judge, name));
        if (names == null) {
            problems.add(system, result, "below: ");
        }
    }

    /** Reports a former name if it is gone or may be; false to end. */
    private boolean gone(
            Side side,
            FileSystemInfo system,
            Former present,
            @Nullable FileNames names,
            FileChangeClassifier judge,
            FileName name)
            throws IOException {
        boolean stays = names != null && !names.isGone(name);
        if (stays || name.path().equals("/")) {
            return true;
        }
        if (present.mayHold(name.path())) {
            return unclear(side, system, name, judge, present.why(name.path()));
        }
        if (names != null && names.isPerhapsRenamed(name)) {
            return unclear(side, system, name, judge, "it may be the same file as one with another name");
        }
        if (names != null && names.hasIdentities() && present.mayHoldFile(name, names.presentNames(name))) {
            return unclear(side, system, name, judge, "under another name: " + present.whyElsewhere());
        }
        return name.kind() == DiskFile.Kind.VIRTUAL || deleted(side, system, name, judge);
    }

    private boolean unclear(Side side, FileSystemInfo system, FileName name, FileChangeClassifier judge, String why)
            throws IOException {
        String reason = "whether it is still there is not known: " + why;
        return report(
                judge.formerRow(DiskFile.ofName(system, name, reason), null, FileOwnership.Status.UNKNOWN, reason),
                side.systems());
    }

    private boolean deleted(Side side, FileSystemInfo system, FileName name, FileChangeClassifier judge)
            throws IOException {
        DiskFile file;
        try {
            file = side.systems().file(system, name);
        } catch (IOException e) {
            file = DiskFile.ofName(system, name, e.getMessage());
        }
        if (file == null) {
            file = DiskFile.ofName(system, name, "its metadata cannot be read");
        }
        FileOwnership.Status status = file.isRead() ? FileOwnership.Status.DELETED : FileOwnership.Status.UNKNOWN;
        boolean goOn = true;
        for (FileStream stream : FileContents.of(file)) {
            goOn = goOn && report(judge.formerRow(file, stream, status, file.problem()), side.systems());
        }
        return goOn;
    }

    private boolean report(FileOwnership found, DiskFileSystems systems) throws IOException {
        String doubt =
                doubts.of(found.file().path(), found.status(), found.file().kind());
        FileOwnership file = doubt == null ? found : found.withDoubt(doubt);
        if (doubt != null) {
            signs.add(doubts.sign());
        }
        Long count = counts.get(file.status());
        counts.put(file.status(), count == null ? 1 : count + 1);
        problems.requireKnown(file.status() != FileOwnership.Status.UNKNOWN && file.doubt() == null);
        if (file.status() == FileOwnership.Status.UNKNOWN && firstUnknown == null) {
            firstUnknown = file;
        }
        held.add(file);
        boolean goOn = visitor.visit(file, systems);
        ended |= !goOn;
        return goOn;
    }
}
