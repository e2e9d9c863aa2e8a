package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import io.github.vhdlayers.testkit.volume.WritableVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A volume that is changed at random, a state for each layer, and what is true of each file in each state. What is true is kept beside the
 * volume, and is never read from it.
 */
final class RandomHistory {
    private final Path folder;
    private final String kind;
    private final Random random;
    private final Path raw;
    private final List<byte[]> states = new ArrayList<>();
    private final List<TreeMap<String, Node>> models = new ArrayList<>();
    private final TreeMap<String, Node> model = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private long nextId = 1;
    private int nextName;
    private int block;

    /**
     * A file or folder.
     *
     * @param id stays while it is the same one for the file system
     * @param metadata counts changes of what is recorded of it
     * @param linkage counts changes of its names, of which a file system may record nothing in the end
     * @param streams the contents of its alternate streams
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals only
    record Node(long id, byte @Nullable [] content, int metadata, int linkage, Map<String, byte[]> streams) {
        Node(long id, byte @Nullable [] content) {
            this(id, content, 0, 0, Map.of());
        }

        boolean isFolder() {
            return content == null;
        }

        Node touched() {
            return new Node(id, content, metadata + 1, linkage, streams);
        }

        Node linked() {
            return new Node(id, content, metadata, linkage + 1, streams);
        }

        Node with(byte[] changed) {
            return new Node(id, changed, metadata + 1, linkage, streams);
        }

        Node with(String stream, byte[] changed) {
            Map<String, byte[]> all = new TreeMap<>(streams);
            all.put(stream, changed);
            return new Node(id, content, metadata + 1, linkage, all);
        }
    }

    /**
     * What may be reported of a path.
     *
     * @param formerPaths the paths that the file had and has no more, one of which is reported; none if its path is the same
     * @param reasons those that are reported, of all that depend on names and contents; null if they are not looked at
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals only
    record Expected(
            Set<FileOwnership.Status> statuses,
            byte @Nullable [] content,
            Set<String> formerPaths,
            @Nullable Set<FileChange.Reason> reasons) {
        /** The same of a new file that had one of some paths; that it has now among them if it may have had no other. */
        Expected renamedFrom(Set<String> paths) {
            return statuses.equals(Set.of(FileOwnership.Status.NEW))
                    ? new Expected(statuses, content, paths, null)
                    : this;
        }
    }

    private boolean mayPend = true;

    RandomHistory(Path folder, String kind, Random random) {
        this.folder = folder;
        this.kind = kind;
        this.random = random;
        this.raw = folder.resolve("history.raw");
    }

    /** What was done, for a message. */
    List<String> log() {
        return log;
    }

    /** The states of the volume, oldest first. */
    List<byte[]> states() {
        return states;
    }

    /** The files of a state by their paths, without folders. */
    Map<String, Node> files(int state) {
        Map<String, Node> files = new TreeMap<>(models.get(state));
        files.values().removeIf(Node::isFolder);
        return files;
    }

    /** Whether a state has its last changes in a journal, which are stored where they belong by a later layer. */
    boolean hasPending() {
        return log.contains("pending");
    }

    boolean keepsNumbers() {
        return kind.equals("ntfs") || kind.startsWith("ext");
    }

    private boolean hasJournal() {
        return (kind.equals("ext3") || kind.equals("ext4"))
                && PendingJournal.missing().isEmpty();
    }

    /** Leaves no changes in journals: for a reader that does not replay them. */
    RandomHistory withoutPending() {
        mayPend = false;
        return this;
    }

    /** Makes states, oldest first. */
    RandomHistory make(int count) throws IOException {
        try {
            return makeAll(count);
        } catch (IOException e) {
            throw new IOException(raw + ", " + log, e);
        }
    }

    private RandomHistory makeAll(int count) throws IOException {
        format();
        edit(15 + random.nextInt(20), true);
        keep();
        while (states.size() < count) {
            log.add("-- layer");
            byte[] before = Files.readAllBytes(raw);
            TreeMap<String, Node> modelBefore = new TreeMap<>(model);
            edit(1 + random.nextInt(8), false);
            if (!mayPend || !hasJournal() || random.nextBoolean()) {
                keep();
                continue;
            }
            log.add("pending");
            boolean lost = random.nextInt(3) == 0;
            PendingJournal.write(raw, before, block, lost ? null : random);
            keep();
            if (lost) {
                // As after a repair that throws the journal away.
                log.add("lost");
                PendingJournal.discard(raw, before);
                model.clear();
                model.putAll(modelBefore);
            } else {
                PendingJournal.replay(raw);
            }
        }
        return this;
    }

    private void keep() throws IOException {
        states.add(Files.readAllBytes(raw));
        models.add(new TreeMap<>(model));
    }

    /**
     * What is true of a layer, by path; folders that only changed for what is in them may be reported either way.
     *
     * @param state the layer's state
     * @param former the state of the layer below, or -1 if there is none
     * @param exactPages whether a layer stores the sectors that differ and no others
     */
    Map<String, Expected> expected(int state, int former, boolean exactPages) {
        return new ExpectedStatuses(
                        former < 0 ? new TreeMap<>() : models.get(former),
                        models.get(state),
                        keepsNumbers(),
                        exactPages)
                .all();
    }

    /**
     * What is true of all layers above the oldest one together: as if they were one, but for files that were made in one layer and renamed
     * in a later one, which have the path under which they were made.
     *
     * @param kept the states that are layers, oldest first
     */
    Map<String, Expected> expectedSince(List<Integer> kept) {
        int last = kept.get(kept.size() - 1);
        Map<String, Expected> all = new TreeMap<>(expected(last, kept.get(0), false));
        if (keepsNumbers()) {
            models.get(last).forEach((path, node) -> {
                Set<String> formers = isIn(models.get(kept.get(0)), node.id()) ? Set.of() : firstPaths(kept, node.id());
                if (!formers.isEmpty() && !formers.equals(Set.of(path))) {
                    all.computeIfPresent(path, (key, one) -> one.renamedFrom(formers));
                    node.streams().keySet().forEach(stream -> {
                        // A stream may have been added behind the renaming.
                        Set<String> former = new HashSet<>(Set.of(path + ":" + stream));
                        formers.forEach(each -> former.add(each + ":" + stream));
                        all.computeIfPresent(path + ":" + stream, (key, one) -> one.renamedFrom(former));
                    });
                }
            });
        }
        return all;
    }

    /** The paths that a file had before a layer first renamed it; none if none did. */
    private Set<String> firstPaths(List<Integer> kept, long id) {
        for (int i = 1; i < kept.size(); i++) {
            Map<String, Expected> layer = expected(kept.get(i), kept.get(i - 1), false);
            Set<String> formers = new HashSet<>();
            models.get(kept.get(i)).forEach((path, node) -> {
                Expected one = layer.get(path);
                boolean isReplacing =
                        one != null && one.reasons() != null && one.reasons().contains(FileChange.Reason.REPLACED);
                if (node.id() == id && one != null && !isReplacing) {
                    formers.addAll(one.formerPaths());
                }
            });
            if (!formers.isEmpty()) {
                return formers;
            }
        }
        return Set.of();
    }

    /**
     * Paths of what was made after one state and gone before another: there in a state between them that is kept, and deleted.
     *
     * @param kept the states that are layers, oldest first, of which the first and the last are compared
     */
    Set<String> cameAndWent(List<Integer> kept) {
        TreeMap<String, Node> first = models.get(kept.get(0));
        TreeMap<String, Node> last = models.get(kept.get(kept.size() - 1));
        Set<String> passed = new TreeSet<>();
        for (int i = 1; i + 1 < kept.size(); i++) {
            TreeMap<String, Node> next = models.get(kept.get(i + 1));
            models.get(kept.get(i)).forEach((path, node) -> {
                boolean stays = keepsNumbers()
                        ? isIn(first, node.id()) || isIn(last, node.id()) || isIn(next, node.id())
                        : first.containsKey(path) || last.containsKey(path);
                if (!stays && !next.containsKey(path)) {
                    passed.add(path);
                }
            });
        }
        return passed;
    }

    private static boolean isIn(Map<String, Node> among, long id) {
        return among.values().stream().anyMatch(node -> node.id() == id);
    }

    private void format() throws IOException {
        if (kind.startsWith("fat")) {
            String size = kind.equals("fat12") ? "1M" : kind.equals("fat16") ? "8M" : "34M";
            tool("truncate", "-s", size, raw.toString());
            tool("/usr/sbin/mkfs.fat", "-F", kind.substring(3), "-s", "1", "-i", "5eed0001", raw.toString());
        } else if (kind.startsWith("ext")) {
            tool("truncate", "-s", "8M", raw.toString());
            block = random.nextBoolean() ? 1024 : 4096;
            tool("/usr/sbin/mke2fs", "-q", "-t", kind, "-b", Integer.toString(block), raw.toString());
        } else if (kind.equals("ntfs")) {
            NtfsVolume.format(raw, 8 << 20);
        } else {
            ExFatVolume.format(raw, 8 << 20);
        }
    }

    private void edit(int count, boolean first) throws IOException {
        if (kind.equals("ntfs")) {
            try (NtfsVolume volume = NtfsVolume.open(raw)) {
                edit(count, first, new OfNtfs(volume));
            }
        } else if (kind.equals("exfat")) {
            try (ExFatVolume volume = ExFatVolume.open(raw)) {
                edit(count, first, new OfExFat(volume));
            }
        } else if (kind.startsWith("ext")) {
            List<String> requests = new ArrayList<>();
            edit(count, first, new OfExt(requests));
            Files.write(folder.resolve("requests"), requests);
            tool("/usr/sbin/debugfs", "-w", "-f", "requests", raw.toString());
        } else {
            edit(count, first, new OfFat());
        }
    }

    private void edit(int count, boolean first, Volume volume) throws IOException {
        for (int i = 0; i < count; i++) {
            int what = first ? random.nextInt(6) : random.nextInt(17);
            switch (what) {
                case 0, 1, 2 -> create(volume);
                case 3 -> makeFolder(volume);
                case 4 -> link(volume);
                case 5 -> stream(volume);
                case 6, 7 -> delete(volume);
                case 8 -> rename(volume);
                case 9 -> renameOver(volume);
                case 10, 11 -> change(volume);
                case 12 -> touch(volume);
                case 13 -> moveOver(volume);
                case 14, 15 -> renameFolder(volume);
                default -> replace(volume);
            }
        }
    }

    private void create(Volume volume) throws IOException {
        String path = freshPath();
        byte[] content = bytes();
        volume.write(path, content);
        put(path, new Node(nextId++, content), "create");
    }

    private void makeFolder(Volume volume) throws IOException {
        String path = freshPath();
        volume.folder(path);
        put(path, new Node(nextId++, null), "folder");
    }

    private void put(String path, Node node, String verb) {
        model.put(path, node);
        log.add(verb + " " + path);
    }

    /** Takes a path away; other names of its file have one link less. */
    private Node drop(String path) {
        Node gone = Objects.requireNonNull(model.remove(path));
        model.replaceAll((other, node) -> node.id() == gone.id() ? node.linked() : node);
        return gone;
    }

    /** Puts the changed state of a file under each of its names. */
    private void changed(Node changed, String entry) {
        model.replaceAll((path, node) -> node.id() == changed.id() ? changed : node);
        log.add(entry);
    }

    /** Gives a file a second name. */
    private void link(Volume volume) throws IOException {
        String path = any(false);
        if (path != null) {
            String second = freshPath();
            if (volume.link(path, second, linksOf(path))) {
                Node node = node(path).linked();
                changed(node, "link " + path);
                put(second, node, "as");
            }
        }
    }

    private int linksOf(String path) {
        long id = node(path).id();
        return (int) model.values().stream().filter(node -> node.id() == id).count();
    }

    /** Adds an alternate stream, or replaces its content. */
    private void stream(Volume volume) throws IOException {
        String path = any(false);
        if (path != null) {
            String name = random.nextBoolean() ? "Zone.Identifier" : "second";
            byte[] content = bytes();
            if (volume.stream(path, name, content)) {
                changed(node(path).with(name, content), "stream " + path + ":" + name);
            }
        }
    }

    private void delete(Volume volume) throws IOException {
        String path = any(false);
        if (path != null) {
            volume.delete(path);
            drop(path);
            log.add("delete " + path);
        }
    }

    private void rename(Volume volume) throws IOException {
        String from = any(false);
        if (from != null) {
            String to = freshPath();
            if (volume.rename(from, to)) {
                Node node = drop(from);
                put(to, keepsNumbers() ? node.linked() : new Node(nextId++, node.content()), "rename " + from);
            } else {
                changed(node(from).linked(), "no room to rename " + from);
            }
        }
    }

    /** How programs save: a new file is renamed over the old one. */
    private void renameOver(Volume volume) throws IOException {
        String to = any(false);
        if (to != null) {
            byte[] old = bytesOf(to);
            byte[] content = random.nextInt(3) == 0 ? old : bytes();
            String from = freshPath();
            volume.write(from, content);
            volume.delete(to);
            drop(to);
            put(volume.rename(from, to) ? to : from, new Node(nextId++, content), "rename over");
        }
    }

    /** A file that was there takes the place of another one. */
    private void moveOver(Volume volume) throws IOException {
        String from = any(false);
        String to = any(false);
        if (from != null && to != null && node(from).id() != node(to).id()) {
            byte[] content = bytesOf(from);
            volume.delete(to);
            drop(to);
            if (volume.rename(from, to)) {
                Node node = drop(from);
                put(to, keepsNumbers() ? node.linked() : new Node(nextId++, content), "move " + from + " over");
            } else {
                changed(node(from).linked(), "no room to move " + from);
            }
        }
    }

    /** A folder gets another name and another place, and all that is in it another path. */
    private void renameFolder(Volume volume) throws IOException {
        String from = any(true);
        String to = freshPath();
        if (from != null && !to.startsWith(from + "/") && volume.renameFolder(from, to)) {
            put(to, drop(from), "rename folder " + from);
            for (String path : List.copyOf(model.keySet())) {
                if (path.startsWith(from + "/")) {
                    model.put(to + path.substring(from.length()), Objects.requireNonNull(model.remove(path)));
                }
            }
        }
    }

    private void replace(Volume volume) throws IOException {
        String path = any(false);
        if (path != null) {
            byte[] content = bytes();
            volume.delete(path);
            volume.write(path, content);
            drop(path);
            put(path, new Node(nextId++, content), "replace");
        }
    }

    private void change(Volume volume) throws IOException {
        String path = any(false);
        if (path != null) {
            Node old = node(path);
            byte[] content = volume.change(path, bytesOf(path));
            if (volume.keepsIdentity()) {
                changed(old.with(content), "change " + path);
            } else {
                drop(path);
                put(path, new Node(nextId++, content), "change");
            }
        }
    }

    private void touch(Volume volume) throws IOException {
        String path = any(false);
        if (path != null && volume.touch(path)) {
            changed(node(path).touched(), "touch " + path);
        }
    }

    private @Nullable String any(boolean folders) {
        List<String> paths = new ArrayList<>();
        model.forEach((path, node) -> {
            if (node.isFolder() == folders) {
                paths.add(path);
            }
        });
        return paths.isEmpty() ? null : paths.get(random.nextInt(paths.size()));
    }

    private Node node(String path) {
        return Objects.requireNonNull(model.get(path));
    }

    private byte[] bytesOf(String path) {
        return Objects.requireNonNull(node(path).content());
    }

    private String freshPath() {
        String in = random.nextInt(3) == 0 ? null : any(true);
        if (in != null && in.length() > 60) {
            in = null;
        }
        String padding = random.nextInt(4) == 0 ? " with a long name to fill entries" : " f";
        return (in == null ? "" : in) + "/" + nextName++ + padding;
    }

    private byte[] bytes() {
        byte[] content = new byte[1 + random.nextInt(random.nextInt(4) == 0 ? 12_000 : 1_500)];
        random.nextBytes(content);
        return content;
    }

    /** What can be done to a volume. */
    private abstract static class Volume {
        abstract void folder(String path) throws IOException;

        abstract void write(String path, byte[] content) throws IOException;

        abstract void delete(String path) throws IOException;

        /** Gives a file another path; false if that cannot be done, although what is recorded of its names may be arranged anew. */
        abstract boolean rename(String from, String to) throws IOException;

        /** Changes a content, and returns what it is then. */
        abstract byte[] change(String path, byte[] content) throws IOException;

        boolean keepsIdentity() {
            return true;
        }

        /** Gives a folder another path; false if that cannot be done. */
        boolean renameFolder(String from, String to) throws IOException {
            return false;
        }

        /**
         * Gives a file another name; false if that cannot be done.
         *
         * @param links how many names it has
         */
        boolean link(String path, String second, int links) throws IOException {
            return false;
        }

        /** Sets an alternate stream; false if there are none. */
        boolean stream(String path, String name, byte[] content) throws IOException {
            return false;
        }

        /** Changes what is recorded of a file; false if that cannot be done. */
        boolean touch(String path) throws IOException {
            return false;
        }
    }

    private final class OfFat extends Volume {
        @Override
        void folder(String path) throws IOException {
            tool("mmd", "-i", raw.toString(), "::" + path);
        }

        @Override
        void write(String path, byte[] content) throws IOException {
            Path file = Files.write(folder.resolve("content"), content);
            tool("mcopy", "-i", raw.toString(), "-o", file.toString(), "::" + path);
        }

        @Override
        void delete(String path) throws IOException {
            tool("mdel", "-i", raw.toString(), "::" + path);
        }

        @Override
        boolean rename(String from, String to) throws IOException {
            // mren takes a path for another folder as a name: so the file is copied, which is the same on FAT.
            Path file = folder.resolve("moved");
            tool("mcopy", "-n", "-i", raw.toString(), "-o", "::" + from, file.toString());
            tool("mcopy", "-i", raw.toString(), "-o", file.toString(), "::" + to);
            delete(from);
            return true;
        }

        @Override
        byte[] change(String path, byte[] content) throws IOException {
            byte[] now = bytes();
            write(path, now);
            return now;
        }

        @Override
        boolean touch(String path) throws IOException {
            // Twice is no change, so only once for a path.
            if (!log.contains("touch " + path)) {
                tool("mattrib", "-i", raw.toString(), "+h", "::" + path);
                return true;
            }
            return false;
        }
    }

    /** Requests for debugfs. */
    private final class OfExt extends Volume {
        private final List<String> requests;

        OfExt(List<String> requests) {
            this.requests = requests;
        }

        @Override
        void folder(String path) {
            // Its generation is part of the checksums in it, so that it stays 0. Of a folder that got the inode of one
            // that was lost in the same
            // second, nothing on the disk would say that it is another one.
            requests.add("mkdir \"" + path + "\"");
            long minute = nextId % 600;
            String time = "202401100" + minute / 60 + minute % 60 / 10 + minute % 10 + "00";
            requests.add("sif \"" + path + "\" mtime " + time);
            requests.add("sif \"" + path + "\" crtime " + time);
        }

        private void generation(String path) {
            // A system gives every inode another number, and debugfs leaves the old one there.
            requests.add("sif \"" + path + "\" generation " + (1 + random.nextInt(1 << 30)));
        }

        @Override
        void write(String path, byte[] content) throws IOException {
            Path file = Files.write(folder.resolve("content" + nextName + "-" + requests.size()), content);
            requests.add("write " + file + " \"" + path + "\"");
            generation(path);
        }

        @Override
        void delete(String path) {
            requests.add("rm \"" + path + "\"");
        }

        @Override
        boolean rename(String from, String to) {
            requests.add("ln \"" + from + "\" \"" + to + "\"");
            requests.add("unlink \"" + from + "\"");
            return true;
        }

        @Override
        boolean link(String path, String second, int links) {
            requests.add("ln \"" + path + "\" \"" + second + "\"");
            requests.add("sif \"" + path + "\" links_count " + (links + 1));
            return true;
        }

        @Override
        byte[] change(String path, byte[] content) throws IOException {
            delete(path);
            byte[] now = bytes();
            write(path, now);
            return now;
        }

        @Override
        boolean keepsIdentity() {
            return false;
        }

        @Override
        boolean touch(String path) {
            int seconds = 10 + random.nextInt(49);
            requests.add("sif \"" + path + "\" mtime 2024010203" + (10 + random.nextInt(49)) + seconds);
            return true;
        }
    }

    /** A volume with a writer of its own. */
    private abstract class OfWriter extends Volume {
        private final WritableVolume volume;

        OfWriter(WritableVolume volume) {
            this.volume = volume;
        }

        @Override
        void folder(String path) throws IOException {
            volume.folder(path);
        }

        @Override
        void write(String path, byte[] content) throws IOException {
            volume.write(path, content);
        }

        @Override
        void delete(String path) throws IOException {
            volume.delete(path);
        }

        @Override
        boolean rename(String from, String to) throws IOException {
            volume.rename(from, to);
            return true;
        }

        /** Changes a byte where it is, and returns the content as it is then. */
        final byte[] changeByte(String path, byte[] content) throws IOException {
            int at = random.nextInt(content.length);
            byte[] piece = {(byte) (content[at] + 1 + random.nextInt(100))};
            volume.writeAt(path, at, piece);
            byte[] now = content.clone();
            now[at] = piece[0];
            return now;
        }
    }

    private final class OfNtfs extends OfWriter {
        private final NtfsVolume volume;

        OfNtfs(NtfsVolume volume) {
            super(volume);
            this.volume = volume;
        }

        @Override
        boolean rename(String from, String to) throws IOException {
            return volume.renameIfRoom(from, to);
        }

        @Override
        boolean renameFolder(String from, String to) throws IOException {
            return volume.renameIfRoom(from, to);
        }

        @Override
        boolean link(String path, String second, int links) throws IOException {
            // ntfs-3g fails where a record has no room for another name.
            if (links > 2 || node(path).streams().size() > 1) {
                return false;
            }
            if (!volume.link(path, second)) {
                changed(node(path).linked(), "no room to link " + path);
                return false;
            }
            return true;
        }

        @Override
        boolean stream(String path, String name, byte[] content) throws IOException {
            volume.stream(path, name, content);
            return true;
        }

        @Override
        byte[] change(String path, byte[] content) throws IOException {
            if (random.nextBoolean()) {
                byte[] now = bytes();
                write(path, now);
                return now;
            }
            return changeByte(path, content);
        }
    }

    private final class OfExFat extends OfWriter {
        private final ExFatVolume volume;

        OfExFat(ExFatVolume volume) {
            super(volume);
            this.volume = volume;
        }

        @Override
        boolean rename(String from, String to) throws IOException {
            byte[] content = model.containsKey(from) ? node(from).content() : null;
            if (content == null || parent(from).equals(parent(to))) {
                super.rename(from, to);
            } else {
                write(to, content);
                delete(from);
            }
            return true;
        }

        @Override
        byte[] change(String path, byte[] content) throws IOException {
            if (random.nextBoolean()) {
                byte[] more = bytes();
                volume.append(path, more);
                byte[] now = Arrays.copyOf(content, content.length + more.length);
                System.arraycopy(more, 0, now, content.length, more.length);
                return now;
            }
            return changeByte(path, content);
        }
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void tool(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8", "MTOOLS_SKIP_CHECK=1"));
        whole.addAll(Arrays.asList(command));
        InteropTools.run(folder, whole.toArray(String[]::new)).requireSuccess();
    }
}
