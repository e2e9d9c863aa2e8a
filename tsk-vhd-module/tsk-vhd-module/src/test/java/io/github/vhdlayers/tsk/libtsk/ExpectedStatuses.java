package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be reported of each path of a state of a volume when it is compared with an earlier one. */
final class ExpectedStatuses {
    private final Map<String, RandomHistory.Node> before;
    private final Map<String, RandomHistory.Node> now;
    private final boolean keepsNumbers;
    private final boolean exactPages;
    private final Map<Long, RandomHistory.Node> idsBefore = new HashMap<>();
    private final Map<String, RandomHistory.Expected> all = new TreeMap<>();

    /**
     * For two states.
     *
     * @param keepsNumbers whether a file can be distinguished from another one with its path
     * @param exactPages whether the layer stores the sectors that differ and no others
     */
    ExpectedStatuses(
            Map<String, RandomHistory.Node> before,
            Map<String, RandomHistory.Node> now,
            boolean keepsNumbers,
            boolean exactPages) {
        this.before = before;
        this.now = now;
        this.keepsNumbers = keepsNumbers;
        this.exactPages = exactPages;
    }

    Map<String, RandomHistory.Expected> all() {
        before.values().forEach(node -> idsBefore.put(node.id(), node));
        now.forEach((path, node) -> {
            Set<String> formerPaths = formerPaths(path, node);
            RandomHistory.Node old = formerOf(path, node);
            if (old == null && isInMovedFolder(path, node)) {
                old = idsBefore.get(node.id());
            }
            all.put(
                    path,
                    new RandomHistory.Expected(
                            statuses(node, old), node.content(), formerPaths, reasons(path, node, old, formerPaths)));
            streams(path, node, old == null ? movedFrom(node) : old, formerPaths);
        });
        Set<Long> renamed = renamed();
        before.forEach((path, node) -> {
            if (!now.containsKey(path) && !renamed.contains(node.id())) {
                all.put(path, gone(node.content()));
                node.streams().forEach((name, content) -> all.put(path + ":" + name, gone(content)));
            }
        });
        return all;
    }

    private static RandomHistory.Expected gone(byte @Nullable [] content) {
        return new RandomHistory.Expected(EnumSet.of(FileOwnership.Status.DELETED), content, Set.of(), Set.of());
    }

    /** The paths that the same file had and has no more, if it has this one newly. */
    private Set<String> formerPaths(String path, RandomHistory.Node node) {
        Set<String> paths = new HashSet<>();
        if (keepsNumbers && !isAt(before, path, node)) {
            before.forEach((former, old) -> {
                if (old.id() == node.id() && !isAt(now, former, node) && !isAnothers(former, path, node)) {
                    paths.add(former);
                }
            });
        }
        return paths;
    }

    /** Whether a former name is another of the file's names now, in the same folder, of which only the path is another one. */
    private boolean isAnothers(String former, String path, RandomHistory.Node node) {
        return now.keySet().stream()
                .anyMatch(other -> !other.equals(path)
                        && isAt(now, other, node)
                        && last(other).equals(last(former))
                        && folderId(now, other) == folderId(before, former));
    }

    private static boolean isAt(Map<String, RandomHistory.Node> among, String path, RandomHistory.Node node) {
        RandomHistory.Node there = among.get(path);
        return there != null && there.id() == node.id();
    }

    /** Whether a file is in the same folder under the same name, and only the folder has another path. */
    private boolean isInMovedFolder(String path, RandomHistory.Node node) {
        return formerPaths(path, node).stream()
                .anyMatch(former -> last(former).equals(last(path)) && folderId(before, former) == folderId(now, path));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static long folderId(Map<String, RandomHistory.Node> among, String path) {
        RandomHistory.Node folder = among.get(path.substring(0, path.lastIndexOf('/')));
        return folder == null ? 0 : folder.id();
    }

    /** What is reported of names and contents; null where several former names make it a matter of choice. */
    private @Nullable Set<FileChange.Reason> reasons(
            String path, RandomHistory.Node node, RandomHistory.@Nullable Node old, Set<String> formerPaths) {
        RandomHistory.Node former = old == null ? movedFrom(node) : old;
        if (former == null) {
            return Set.of();
        }
        if (formerPaths.size() > 1 || node.isFolder()) {
            return null;
        }
        Set<FileChange.Reason> reasons = EnumSet.noneOf(FileChange.Reason.class);
        formerPaths.forEach(one -> {
            boolean isRenamed = !last(one).equals(last(path));
            boolean isMoved = folderId(before, one) != folderId(now, path);
            if (isRenamed) {
                reasons.add(FileChange.Reason.RENAMED);
            }
            if (isMoved) {
                reasons.add(FileChange.Reason.MOVED);
            }
            if (!isRenamed && !isMoved) {
                reasons.add(FileChange.Reason.PATH);
            }
        });
        if (!Arrays.equals(node.content(), former.content())) {
            reasons.add(FileChange.Reason.CONTENT);
        }
        if (keepsNumbers && node.id() != former.id()) {
            reasons.add(FileChange.Reason.REPLACED);
        } else if (keepsNumbers && links(now, node) != links(before, node)) {
            reasons.add(FileChange.Reason.LINKS);
        }
        return reasons;
    }

    /** The files that have a name now that they did not have. */
    private Set<Long> renamed() {
        Set<Long> ids = new HashSet<>();
        now.forEach((path, node) -> {
            if (keepsNumbers && !isAt(before, path, node)) {
                ids.add(node.id());
            }
        });
        return ids;
    }

    private RandomHistory.@Nullable Node formerOf(String path, RandomHistory.Node node) {
        RandomHistory.Node old = before.get(path);
        return old == null || old.isFolder() != node.isFolder() ? null : old;
    }

    private RandomHistory.@Nullable Node movedFrom(RandomHistory.Node node) {
        return keepsNumbers ? idsBefore.get(node.id()) : null;
    }

    private Set<FileOwnership.Status> statuses(RandomHistory.Node node, RandomHistory.@Nullable Node old) {
        if (old == null) {
            RandomHistory.Node moved = movedFrom(node);
            if (moved == null) {
                return EnumSet.of(FileOwnership.Status.NEW);
            }
            boolean equal = node.isFolder() || Arrays.equals(node.content(), moved.content());
            return EnumSet.of(equal ? FileOwnership.Status.METADATA_CHANGED : FileOwnership.Status.CONTENT_CHANGED);
        }
        if (node.isFolder()) {
            return EnumSet.of(
                    FileOwnership.Status.METADATA_CHANGED,
                    FileOwnership.Status.REWRITTEN,
                    FileOwnership.Status.UNTOUCHED);
        }
        if (!Arrays.equals(node.content(), old.content())) {
            return EnumSet.of(FileOwnership.Status.CONTENT_CHANGED);
        }
        if (node.id() != old.id()) {
            // FAT has nothing that tells two files of one path, content and time apart.
            return keepsNumbers
                    ? EnumSet.of(FileOwnership.Status.REWRITTEN)
                    : EnumSet.of(
                            FileOwnership.Status.METADATA_CHANGED,
                            FileOwnership.Status.REWRITTEN,
                            FileOwnership.Status.UNTOUCHED);
        }
        if (node.metadata() != old.metadata() || links(now, node) != links(before, old)) {
            return EnumSet.of(FileOwnership.Status.METADATA_CHANGED);
        }
        if (node.linkage() != old.linkage()) {
            return EnumSet.of(
                    FileOwnership.Status.METADATA_CHANGED,
                    FileOwnership.Status.UNTOUCHED,
                    FileOwnership.Status.REWRITTEN);
        }
        return exactPages
                ? EnumSet.of(FileOwnership.Status.UNTOUCHED)
                : EnumSet.of(FileOwnership.Status.UNTOUCHED, FileOwnership.Status.REWRITTEN);
    }

    private static long links(Map<String, RandomHistory.Node> among, RandomHistory.Node of) {
        return among.values().stream().filter(node -> node.id() == of.id()).count();
    }

    private void streams(
            String path, RandomHistory.Node node, RandomHistory.@Nullable Node old, Set<String> formerPaths) {
        node.streams().forEach((name, content) -> {
            byte[] former = old == null ? null : old.streams().get(name);
            Set<FileOwnership.Status> statuses = EnumSet.of(FileOwnership.Status.CONTENT_CHANGED);
            if (former == null) {
                statuses = EnumSet.of(FileOwnership.Status.NEW);
            } else if (Arrays.equals(former, content)) {
                statuses = old != null
                                && old.id() == node.id()
                                && old.metadata() == node.metadata()
                                && old.linkage() == node.linkage()
                                && exactPages
                        ? EnumSet.of(FileOwnership.Status.UNTOUCHED)
                        : EnumSet.of(FileOwnership.Status.UNTOUCHED, FileOwnership.Status.REWRITTEN);
            }
            Set<String> formerOnes = new HashSet<>();
            if (former != null) {
                formerPaths.forEach(one -> formerOnes.add(one + ":" + name));
            }
            all.put(path + ":" + name, new RandomHistory.Expected(statuses, content, formerOnes, null));
        });
        if (old != null) {
            old.streams().forEach((name, content) -> {
                if (!node.streams().containsKey(name)) {
                    all.put(path + ":" + name, gone(content));
                }
            });
        }
    }
}
