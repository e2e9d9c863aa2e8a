package io.github.vhdlayers.tool.scan;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.internal.scan.ScannedChains;
import io.github.vhdlayers.internal.scan.ScannedFile;
import io.github.vhdlayers.tool.output.LowerCaseName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vhd scan} reports. The components' names, in lower case with underscores, are the fields of its JSON.
 *
 * @param folders the folders that were named
 * @param complete whether everything below them was looked at and could be read
 * @param problems folders that could not be listed, and why
 * @param filesLookedAt how many files there are
 * @param chains how many trees of disks
 * @param files disks, and files beside disks; in the order of the trees, then the others by path
 */
public record ScanReport(
        List<String> folders,
        boolean complete,
        List<String> problems,
        long filesLookedAt,
        int chains,
        List<FileInfo> files) {
    /**
     * One file.
     *
     * @param path the file
     * @param kind {@code disk}, {@code damaged}, {@code foreign}, {@code companion} or {@code unreadable}
     * @param chain the number of its tree, from 1 on, or null
     * @param depth how many disks of the tree are above it, or null
     * @param parentPath the file that is its parent in the tree, or null
     * @param parentMissing whether it records a parent that was not found; null if it is no disk
     * @param leaf whether no disk that was found records it as its parent; null if it is no disk
     * @param diskType fixed, dynamic or differencing, or null
     * @param diskBytes the disk's size, or null
     * @param fileBytes the file's size
     * @param fileTime when the file was last changed, by the file system that it is in now
     * @param created when it was created by its own record, or null
     * @param creator the program that created it, or null
     * @param id its id, or null
     * @param parentId the id that it records of its parent, or null
     * @param parentNames the names that it records of its parent
     * @param parentTime when its parent's file was last changed as it records, or null
     * @param sameId other files with its id
     * @param sameBytes whether all of those hold the same bytes; null if there are none or not all bytes were compared
     * @param sameBytesAs those of them that were compared and hold the same bytes as this one
     * @param sameIdAdvice what to do with files that have one id and different bytes; or null
     * @param problem what it is beside a disk, why it could not be opened, or the first error that opening found; or null
     * @param next the command to give next, or null
     */
    public record FileInfo(
            String path,
            @JsonSerialize(using = LowerCaseName.class) ScannedFile.Kind kind,
            @Nullable Integer chain,
            @Nullable Integer depth,
            @Nullable String parentPath,
            @Nullable Boolean parentMissing,
            @Nullable Boolean leaf,
            @Nullable String diskType,
            @Nullable Long diskBytes,
            long fileBytes,
            String fileTime,
            @Nullable String created,
            @Nullable String creator,
            @Nullable String id,
            @Nullable String parentId,
            List<String> parentNames,
            @Nullable String parentTime,
            List<String> sameId,
            @Nullable Boolean sameBytes,
            List<String> sameBytesAs,
            @Nullable String sameIdAdvice,
            @Nullable String problem,
            @Nullable String next) {}

    /** A node with its place. */
    private record Placed(ScannedChains.Node node, int chain, int depth, @Nullable ScannedFile parent) {}

    public static ScanReport of(
            List<Path> folders,
            FolderScan scan,
            ScannedChains chains,
            BiFunction<Path, Path, @Nullable Boolean> identical) {
        Map<Path, List<ScannedFile>> twins = new HashMap<>();
        chains.twins().forEach(group -> group.forEach(file -> twins.put(file.path(), group)));
        Map<List<ScannedFile>, EqualCopies> compared = new HashMap<>();
        Map<List<ScannedFile>, String> advice = new HashMap<>();
        List<FileInfo> files = new ArrayList<>();
        for (Placed placed : places(chains)) {
            ScannedFile file = placed.node.file();
            List<ScannedFile> group = twins.getOrDefault(file.path(), List.of());
            if (!group.isEmpty() && !compared.containsKey(group)) {
                EqualCopies copies = EqualCopies.of(group, identical);
                compared.put(group, copies);
                if (Boolean.FALSE.equals(copies.allEqual())) {
                    advice.put(group, SharedIds.advice(group, scan.files()));
                }
            }
            files.add(disk(placed, group, compared.getOrDefault(group, EqualCopies.NONE), advice.get(group)));
        }
        for (ScannedFile file : scan.files()) {
            if (file.disk() == null) {
                files.add(other(file));
            }
        }
        return new ScanReport(
                folders.stream()
                        .map(folder -> SafeText.escape(folder.toString()))
                        .toList(),
                scan.isComplete(),
                scan.problems(),
                scan.looked(),
                chains.roots().size(),
                files);
    }

    private static List<Placed> places(ScannedChains chains) {
        List<Placed> places = new ArrayList<>();
        int number = 0;
        for (ScannedChains.Node root : chains.roots()) {
            number++;
            Deque<Placed> waiting = new ArrayDeque<>(List.of(new Placed(root, number, 0, null)));
            while (!waiting.isEmpty()) {
                Placed next = waiting.pop();
                places.add(next);
                List<ScannedChains.Node> children = next.node.children();
                for (int i = children.size() - 1; i >= 0; i--) {
                    waiting.push(new Placed(children.get(i), number, next.depth + 1, next.node.file()));
                }
            }
        }
        return places;
    }

    private static FileInfo disk(
            Placed placed, List<ScannedFile> group, EqualCopies copies, @Nullable String sameIdAdvice) {
        ScannedFile file = placed.node.file();
        ScannedFile.Disk disk = Objects.requireNonNull(file.disk());
        ParentReference parent = disk.parent();
        return new FileInfo(
                path(file),
                ScannedFile.Kind.DISK,
                placed.chain,
                placed.depth,
                placed.parent == null ? null : path(placed.parent),
                placed.node.missingParent(),
                placed.node.isLeaf(),
                disk.type().name().toLowerCase(Locale.ROOT),
                disk.sectors() * 512,
                file.fileSize(),
                file.fileTime().toString(),
                text(disk.created()),
                disk.creator().isEmpty() ? null : SafeText.escape(disk.creator()),
                disk.id().isNull() ? null : disk.id().toMixedEndianString(),
                parent == null || parent.parentId().isNull()
                        ? null
                        : parent.parentId().toMixedEndianString(),
                parent == null
                        ? List.of()
                        : parent.baseNames().stream().map(SafeText::escape).toList(),
                parent == null ? null : text(parent.parentTime()),
                group.stream()
                        .filter(other -> !other.path().equals(file.path()))
                        .map(ScanReport::path)
                        .toList(),
                copies.allEqual(),
                copies.like(file).stream().map(ScanReport::path).toList(),
                sameIdAdvice,
                file.problem(),
                placed.node.isLeaf() ? "vhd info " + quoted(file.path()) : null);
    }

    private static FileInfo other(ScannedFile file) {
        String problem = file.problem();
        return new FileInfo(
                path(file),
                file.kind(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                file.fileSize(),
                file.fileTime().toString(),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                null,
                file.foreign() != null
                        ? file.foreign().description()
                        : problem == null ? null : SafeText.escape(problem),
                file.foreign() == null ? null : file.foreign().advice());
    }

    private static String path(ScannedFile file) {
        return SafeText.escape(file.path().toString());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** A path as a shell takes it. */
    private static String quoted(Path file) {
        String text = SafeText.escape(file.toString());
        return text.matches("[\\w@%+=:,./\\\\-]+") ? text : "\"" + text + "\"";
    }
}
