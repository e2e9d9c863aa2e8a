package io.github.vhdlayers.internal.scan;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.format.UniqueId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The disks of a scan as trees: each child below its parent, by the ids that they record. Where several files have the id of a parent,
 * the child is below the likeliest: one in its own folder first, then one with the recorded file time, then one with the recorded name.
 * A program that needs the bytes must decide as opening a chain does. Immutable and thread-safe.
 */
public final class ScannedChains {
    private final List<Node> roots;
    private final List<List<ScannedFile>> twins;

    private ScannedChains(List<Node> roots, List<List<ScannedFile>> twins) {
        this.roots = List.copyOf(roots);
        this.twins = List.copyOf(twins);
    }

    /**
     * A disk and its children.
     *
     * @param file the disk
     * @param children the disks that record it as their parent, by path
     * @param missingParent whether it records a parent that was not found; then it is the top of its tree
     */
    public record Node(ScannedFile file, List<Node> children, boolean missingParent) {
        /** Keeps an unmodifiable copy of the list. */
        public Node {
            children = List.copyOf(children);
        }

        /** Whether no disk of the scan records this one as its parent. */
        public boolean isLeaf() {
            return children.isEmpty();
        }
    }

    /** Arranges the disks of a scan. */
    public static ScannedChains of(FolderScan scan) {
        Map<UniqueId, List<ScannedFile>> byId = new HashMap<>();
        List<ScannedFile> disks = new ArrayList<>();
        for (ScannedFile file : scan.files()) {
            ScannedFile.Disk disk = file.disk();
            if (disk != null) {
                disks.add(file);
                if (!disk.id().isNull()) {
                    byId.computeIfAbsent(disk.id(), id -> new ArrayList<>()).add(file);
                }
            }
        }
        Map<Path, List<ScannedFile>> children = new HashMap<>();
        Map<Path, Boolean> tops = new HashMap<>();
        for (ScannedFile file : disks) {
            ParentReference wanted = Objects.requireNonNull(file.disk()).parent();
            if (wanted == null) {
                tops.put(file.path(), false);
                continue;
            }
            ScannedFile parent = parent(file, wanted, byId.getOrDefault(wanted.parentId(), List.of()));
            if (parent == null) {
                tops.put(file.path(), true);
            } else {
                children.computeIfAbsent(parent.path(), key -> new ArrayList<>())
                        .add(file);
            }
        }
        return new ScannedChains(trees(disks, tops, children), twins(byId));
    }

    /** The trees, by the path of the disk at the top. Disks that name each other in a circle are tops of trees of their own. */
    public List<Node> roots() {
        return roots;
    }

    /** Files that have one id, at least two in each group. */
    public List<List<ScannedFile>> twins() {
        return twins;
    }

    /** The likeliest parent: one in the child's own folder, where opening looks first; then by recorded time; then by recorded name. */
    private static @Nullable ScannedFile parent(
            ScannedFile child, ParentReference wanted, List<ScannedFile> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.path().equals(child.path()))
                .max(Comparator.comparing((ScannedFile candidate) -> isBeside(child, candidate))
                        .thenComparing(candidate -> hasRecordedTime(candidate, wanted))
                        .thenComparing(candidate -> hasRecordedName(candidate, wanted))
                        .thenComparing(ScannedFile::path, Comparator.reverseOrder()))
                .orElse(null);
    }

    private static boolean isBeside(ScannedFile child, ScannedFile candidate) {
        return Objects.equals(child.path().getParent(), candidate.path().getParent());
    }

    private static boolean hasRecordedTime(ScannedFile candidate, ParentReference wanted) {
        Instant recorded = wanted.parentTime();
        return recorded != null
                && recorded.getEpochSecond() == candidate.fileTime().getEpochSecond();
    }

    private static boolean hasRecordedName(ScannedFile candidate, ParentReference wanted) {
        String name = String.valueOf(candidate.path().getFileName());
        return wanted.baseNames().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Built from the leaves up, without a call that calls itself: chains may be as long as a folder has files. */
    private static List<Node> trees(
            List<ScannedFile> disks, Map<Path, Boolean> tops, Map<Path, List<ScannedFile>> children) {
        Set<Path> placed = new HashSet<>();
        List<Node> roots = new ArrayList<>();
        for (ScannedFile top : disks) {
            if (tops.containsKey(top.path())) {
                roots.add(tree(top, Boolean.TRUE.equals(tops.get(top.path())), children, placed));
            }
        }
        for (ScannedFile circular : disks) {
            if (!placed.contains(circular.path())) {
                placed.add(circular.path());
                roots.add(new Node(circular, List.of(), true));
            }
        }
        return roots;
    }

    private static Node tree(
            ScannedFile top, boolean missing, Map<Path, List<ScannedFile>> children, Set<Path> placed) {
        List<ScannedFile> order = new ArrayList<>(List.of(top));
        for (int i = 0; i < order.size(); i++) {
            placed.add(order.get(i).path());
            order.addAll(children.getOrDefault(order.get(i).path(), List.of()));
        }
        Map<Path, Node> made = new HashMap<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            ScannedFile file = order.get(i);
            List<Node> below = new ArrayList<>();
            for (ScannedFile child : children.getOrDefault(file.path(), List.of())) {
                below.add(Objects.requireNonNull(made.get(child.path())));
            }
            made.put(file.path(), new Node(file, below, i == 0 && missing));
        }
        return Objects.requireNonNull(made.get(top.path()));
    }

    private static List<List<ScannedFile>> twins(Map<UniqueId, List<ScannedFile>> byId) {
        List<List<ScannedFile>> groups = new ArrayList<>();
        for (List<ScannedFile> group : byId.values()) {
            if (group.size() > 1) {
                groups.add(List.copyOf(group));
            }
        }
        groups.sort(Comparator.comparing(group -> group.get(0).path()));
        return groups;
    }
}
