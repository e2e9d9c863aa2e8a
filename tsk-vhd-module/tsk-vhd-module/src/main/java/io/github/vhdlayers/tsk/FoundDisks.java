package io.github.vhdlayers.tsk;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;

/** The disk files of a data source, and which of them belong together. A deleted one belongs to nothing. */
final class FoundDisks implements CaseFiles.Parents {
    private static final int MOST_NAMED = 20;

    private final List<FoundDisk> all;
    private final List<FoundDisk> usable = new ArrayList<>();
    private final Map<Long, FoundDisk> byFile = new HashMap<>();
    private final Map<UniqueId, List<FoundDisk>> byId = new HashMap<>();
    private final Map<String, List<FoundDisk>> byName = new HashMap<>();
    private final Set<UniqueId> parentIds = new HashSet<>();
    private final Set<UniqueId> childIds = new HashSet<>();

    FoundDisks(List<FoundDisk> all) {
        this.all = all;
        for (FoundDisk each : all) {
            FoundDisk.Disk disk = each.disk();
            if (disk != null && !each.deleted()) {
                usable.add(each);
                note(each, disk);
            }
        }
        usable.sort(Comparator.comparing(FoundDisk::path));
    }

    private void note(FoundDisk each, FoundDisk.Disk disk) {
        byFile.put(each.file().getId(), each);
        byName.computeIfAbsent(each.file().getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                .add(each);
        if (!disk.id().isNull()) {
            byId.computeIfAbsent(disk.id(), id -> new ArrayList<>(1)).add(each);
        }
        ParentReference parent = disk.parent();
        if (parent != null) {
            childIds.add(disk.id());
            parentIds.addAll(parent.provingIds());
        }
    }

    /** Every one, in the order in which they were found. */
    List<FoundDisk> all() {
        return all;
    }

    /** Those that can be opened and are not deleted, by their paths. */
    List<FoundDisk> usable() {
        return usable;
    }

    /** Those of which no other is a child. */
    Set<FoundDisk> leaves() {
        Set<FoundDisk> leaves = new LinkedHashSet<>();
        for (FoundDisk each : usable) {
            FoundDisk.Disk disk = each.disk();
            if (disk != null && (disk.id().isNull() || !parentIds.contains(disk.id()))) {
                leaves.add(each);
            }
        }
        return leaves;
    }

    /** The usable disk that a file of the case is; null if it is none. */
    @Nullable
    FoundDisk of(@Nullable Long fileId) {
        return fileId == null ? null : byFile.get(fileId);
    }

    /** Whether any is a differencing disk. */
    boolean hasChildren() {
        return !childIds.isEmpty();
    }

    /** Whether a file of this system has the id of one of the differencing disks. */
    boolean hasDiskOf(Path file) throws IOException {
        try (RandomAccessSource source = RandomAccessSources.ofPath(file)) {
            return childIds.contains(
                    DiskFiles.open(source, FileOptions.defaults()).uniqueId());
        } catch (VhdException e) {
            return false;
        }
    }

    CaseFiles chainOf(FoundDisk top) {
        return new CaseFiles(top.file(), this);
    }

    /** The files with the recorded id: those in the child's folder, or all if there are none. */
    @Override
    public List<AbstractFile> of(ParentReference reference) {
        List<FoundDisk> withId = withId(reference);
        List<FoundDisk> near = near(withId, reference);
        return filesOf(near.isEmpty() ? withId : near);
    }

    /** Files with the id in other folders; if no file has it, those of the recorded names, so that it is said why they are not it. */
    @Override
    public List<AbstractFile> furtherOf(ParentReference reference) {
        List<FoundDisk> withId = withId(reference);
        if (!withId.isEmpty()) {
            List<FoundDisk> near = near(withId, reference);
            return near.isEmpty()
                    ? List.of()
                    : filesOf(
                            withId.stream().filter(each -> !near.contains(each)).toList());
        }
        Set<FoundDisk> named = new LinkedHashSet<>();
        for (String name : reference.baseNames()) {
            named.addAll(byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        }
        return filesOf(named.stream()
                .filter(each -> !each.path().equals(reference.childName()))
                .limit(MOST_NAMED)
                .toList());
    }

    private List<FoundDisk> withId(ParentReference reference) {
        Set<FoundDisk> found = new LinkedHashSet<>();
        reference.provingIds().forEach(id -> found.addAll(byId.getOrDefault(id, List.of())));
        return List.copyOf(found);
    }

    private static List<FoundDisk> near(List<FoundDisk> disks, ParentReference reference) {
        String folder = LastPart.folderOf(reference.childName());
        return disks.stream()
                .filter(each -> LastPart.folderOf(each.path()).equals(folder))
                .toList();
    }

    private static List<AbstractFile> filesOf(List<FoundDisk> disks) {
        return disks.stream().map(FoundDisk::file).toList();
    }
}
