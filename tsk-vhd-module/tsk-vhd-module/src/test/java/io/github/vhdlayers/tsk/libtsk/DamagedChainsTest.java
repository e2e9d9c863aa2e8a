package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of the files of a chain in which random blocks cannot be read: nothing differs from the truth other than by being unknown,
 * and what is outside the damage is exact. {@code -Ddamaged.seeds=N},
 * {@code -Ddamaged.histories=N} and {@code -Ddamaged.kinds=REGEX} try more of some.
 */
class DamagedChainsTest {
    private static final int SEEDS = Integer.getInteger("damaged.seeds", 4);
    private static final long FIRST_SEED = Long.getLong("damaged.first", 1);
    private static final int HISTORIES = Integer.getInteger("damaged.histories", 1);
    private static final long FIRST_HISTORY = Long.getLong("damaged.history", 1);
    private static final int SECTOR = 512;

    @TempDir
    Path folder = Path.of("");

    static List<String> kinds() {
        return RandomVolumes.KINDS.stream()
                .filter(kind -> kind.matches(System.getProperty("damaged.kinds", ".*")))
                .toList();
    }

    /** How a disk is divided: into one volume that fills it, or is in a partition of a boot record or a GPT. */
    private enum Divided {
        NOT,
        MBR,
        GPT;

        private static final int FIRST = 64;
        private static final int BEHIND = 64;

        byte[] with(byte[] volume) {
            if (this == NOT) {
                return volume;
            }
            int sectors = volume.length / SECTOR;
            RawDisk disk = new RawDisk(FIRST + sectors + BEHIND);
            System.arraycopy(volume, 0, disk.array(), FIRST * SECTOR, volume.length);
            if (this == MBR) {
                disk.entry(0, 0, 0x83, FIRST, sectors);
            } else {
                disk.gpt(new UUID(1, 2)).gptEntry(0, RawDisk.LINUX, FIRST, FIRST + sectors - 1L, "volume");
            }
            return disk.array();
        }
    }

    /**
     * All that is said of the files of a chain.
     *
     * @param deleted what is said of deleted names, of which there may be several under one path
     */
    private record Reported(
            Map<String, FileOwnership> rows, Map<String, Set<FileOwnership.Status>> deleted, LayerFilesReport report) {}

    @ParameterizedTest
    @MethodSource("kinds")
    void everyStatementAboutDamagedChainsIsTrue(String kind) throws IOException {
        String missing = RandomVolumes.missing(kind);
        assumeTrue(missing.isEmpty(), missing);
        List<String> wrong = new ArrayList<>();
        for (long history = FIRST_HISTORY; history < FIRST_HISTORY + HISTORIES; history++) {
            history(kind, history, FIRST_SEED, SEEDS, FileSystemReaders.find(), wrong);
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))), wrong.size() + " wrong");
    }

    /** Chains that were once described wrongly. */
    @ParameterizedTest
    @CsvSource({
        // A deleted file shares sectors with a deleted name in a folder that cannot be read.
        "fat16, 30003, 950036",
        // The attribute list of a folder, which leads to its name, cannot be read: what is in it has no known path.
        "ntfs, 30004, 950048"
    })
    void everyStatementAboutDamagedChainsIsTrue(String kind, long history, long seed) throws IOException {
        one(kind, history, seed, FileSystemReaders.find());
    }

    /** libtsk takes a table of clusters that it cannot read for a shorter one. What it does not read may be more than what is damaged. */
    @ParameterizedTest
    @CsvSource({"fat16, 1, 2", "fat16, 1, 7", "fat12, 1, 13"})
    void everyStatementAboutDamagedChainsIsTrueWithLibtsk(String kind, long history, long seed) throws IOException {
        String missing = InteropTools.missing("icat");
        assumeTrue(missing.isEmpty(), missing);
        one(kind, history, seed, FileSystemReaders.named("tsk"));
    }

    private void one(String kind, long history, long seed, FileSystemReader reader) throws IOException {
        String missing = RandomVolumes.missing(kind);
        assumeTrue(missing.isEmpty(), missing);
        List<String> wrong = new ArrayList<>();
        history(kind, history, seed, 1, reader, wrong);
        assertEquals("", String.join("\n", wrong));
    }

    private void history(
            String kind, long history, long firstSeed, int seeds, FileSystemReader reader, List<String> wrong)
            throws IOException {
        Random random = new Random(kind.hashCode() + history);
        Path place = Files.createDirectories(folder.resolve("history" + history));
        List<byte[]> states = new RandomHistory(place, kind, random)
                .make(2 + random.nextInt(2))
                .states();
        int page = random.nextBoolean() ? 512 : 4096;
        Divided table =
                Divided.values()[(int) ((RandomVolumes.KINDS.indexOf(kind) + history) % Divided.values().length)];
        DamagedChain chain = DamagedChain.of(states.stream().map(table::with).toList(), page);
        damaged(kind + ", " + table + ", history " + history, place, chain, firstSeed, seeds, reader, wrong);
    }

    /**
     * Where each file is in two views, and which names each file has in them. Under the empty path is what belongs to the file system as a
     * whole.
     *
     * @param sectors all of a file
     * @param own its metadata alone; where a folder's name is stored in that, no more is needed to find it
     * @param boot what says which file system it is
     */
    private record Places(
            Map<String, BitSet> sectors, Map<String, BitSet> own, BitSet boot, Map<Long, Set<String>> names) {
        Places() {
            this(new HashMap<>(), new HashMap<>(), new BitSet(), new HashMap<>());
        }

        BitSet of(String path) {
            return sectors.computeIfAbsent(path, added -> new BitSet());
        }

        BitSet ownOf(String path) {
            return own.computeIfAbsent(path, added -> new BitSet());
        }

        Set<String> namesOf(DiskFile file) {
            Set<String> all = new TreeSet<>(names.getOrDefault(file.name().address(), Set.of()));
            all.add(file.path());
            return all;
        }
    }

    /** Compares what is said of a whole chain, layer by layer, with what is said of damaged copies of it. */
    private static void damaged(
            String what,
            Path place,
            DamagedChain chain,
            long firstSeed,
            int seeds,
            FileSystemReader reader,
            List<String> wrong)
            throws IOException {
        List<Reported> truth = new ArrayList<>();
        List<Places> places = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(chain.write(place.resolve("whole")))) {
            int layers = disk.chain().layers().size();
            for (int layer = 0; layer < layers; layer++) {
                Reported reported = reported(disk, layer, reader);
                assertTrue(
                        reported.report().complete(),
                        () -> what + ": " + reported.report().problems());
                truth.add(reported);
                Places found = new Places();
                places(disk.asOf(layer), found);
                places(disk.asOf(Math.min(layers - 1, layer + 1)), found);
                places.add(found);
            }
        }
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            StringBuilder done = new StringBuilder();
            Path copy = place.resolve("seed" + seed);
            Path leaf = chain.writeDamaged(copy, new Random(seed), done);
            VhdOptions options =
                    VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
            try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
                for (int layer = 0; layer < disk.chain().layers().size(); layer++) {
                    String name = what + ", seed " + seed + ", layer " + layer + ", " + done + ": ";
                    int before = wrong.size();
                    Reported reported = reported(disk, layer, reader);
                    compare(name, truth.get(layer), reported, wrong);
                    if (!reader.name().equals("tsk")) {
                        exact(name, truth.get(layer), reported, damage(disk, layer), places.get(layer), wrong);
                    }
                    if (wrong.size() > before) {
                        wrong.add("  the problems are " + reported.report().problems());
                    }
                }
            }
            delete(copy);
        }
    }

    private static void delete(Path copy) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(copy)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static Reported reported(VirtualDisk disk, int layer, FileSystemReader reader) throws IOException {
        Map<String, FileOwnership> rows = new TreeMap<>();
        Map<String, Set<FileOwnership.Status>> deleted = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        LayerFilesReport report = LayerFiles.of(disk, layer, reader)
                .scan(WalkOptions.defaults().withDeleted(true), ScanOptions.defaults(), (file, systems) -> {
                    if (file.isDeletedName()) {
                        deleted.computeIfAbsent(file.path(), path -> new TreeSet<>())
                                .add(file.status());
                        return true;
                    }
                    FileOwnership other = rows.put(file.path(), file);
                    if (other != null
                            && other.status() != FileOwnership.Status.UNKNOWN
                            && file.status() != FileOwnership.Status.UNKNOWN) {
                        twice.add("two rows: " + other + ", " + file);
                    }
                    return true;
                });
        assertEquals(List.of(), twice);
        return new Reported(rows, deleted, report);
    }

    private static void compare(String name, Reported truth, Reported reported, List<String> wrong) {
        boolean complete = true;
        for (Map.Entry<String, FileOwnership> entry : reported.rows().entrySet()) {
            FileOwnership said = entry.getValue();
            FileOwnership right = truth.rows().get(entry.getKey());
            complete &= said.status() != FileOwnership.Status.UNKNOWN;
            if (right == null) {
                if (said.status() != FileOwnership.Status.UNKNOWN) {
                    wrong.add(name + entry.getKey() + " is not there and is " + said.status());
                }
                continue;
            }
            String difference = difference(said, right);
            if (difference != null) {
                wrong.add(name + entry.getKey() + ": " + difference + " (" + said.problem() + ")");
            }
        }
        complete &= reported.rows().keySet().containsAll(truth.rows().keySet());
        for (Map.Entry<String, Set<FileOwnership.Status>> entry :
                reported.deleted().entrySet()) {
            Set<FileOwnership.Status> right = truth.deleted().getOrDefault(entry.getKey(), Set.of());
            complete &= !entry.getValue().contains(FileOwnership.Status.UNKNOWN);
            for (FileOwnership.Status status : entry.getValue()) {
                if (status != FileOwnership.Status.UNKNOWN && !right.contains(status)) {
                    wrong.add(name + entry.getKey() + " is a deleted name, " + status + " for " + right);
                }
            }
        }
        if (!complete && reported.report().complete()) {
            wrong.add(name + "is said to be complete");
        }
        if (!reported.report().complete() && reported.report().problems().isEmpty()) {
            wrong.add(name + "is incomplete, and no problem says why");
        }
        truth.report().counts().forEach((status, count) -> {
            Long said = reported.report().counts().get(status);
            if (reported.report().complete() && !Objects.equals(said, count)) {
                wrong.add(name + "count of " + status + ": " + said + " for " + count);
            }
        });
    }

    private static @Nullable String difference(FileOwnership said, FileOwnership right) {
        if (said.status() != FileOwnership.Status.UNKNOWN && said.status() != right.status()) {
            return said.status() + " for " + right.status();
        }
        if (said.size() != null && !said.size().equals(right.size())) {
            return "size " + said.size() + " for " + right.size();
        }
        FileTimes times = said.times();
        FileTimes truth = right.times();
        if (differs(times.modified(), truth.modified())
                || differs(times.created(), truth.created())
                || differs(times.accessed(), truth.accessed())
                || differs(times.changed(), truth.changed())) {
            return "times " + times + " for " + truth;
        }
        // Sectors of a file with several names are counted for the first one that is met.
        boolean once = right.file().links() < 2;
        if (once && (differs(said.owned(), right.owned()) || differs(said.changed(), right.changed()))) {
            return "owned " + said.owned() + ", " + said.changed() + " for " + right.owned() + ", " + right.changed();
        }
        for (List<SectorTally> pair : List.of(
                List.of(said.content(), right.content()),
                List.of(said.slack(), right.slack()),
                List.of(said.metadata(), right.metadata()))) {
            SectorTally one = pair.get(0);
            SectorTally other = pair.get(1);
            if (differs(one.sectors(), other.sectors())
                    || differs(one.owned(), other.owned())
                    || differs(one.changed(), other.changed())) {
                return "sectors " + one + " for " + other;
            }
        }
        return null;
    }

    private static boolean differs(@Nullable Object said, @Nullable Object right) {
        return said != null && !said.equals(right);
    }

    /** Files of which nothing is in the damage keep their row as it is. */
    private static void exact(
            String name, Reported truth, Reported reported, BitSet damage, Places places, List<String> wrong) {
        for (Map.Entry<String, FileOwnership> entry : truth.rows().entrySet()) {
            FileOwnership right = entry.getValue();
            if (!isOutside(right.file(), damage, places, truth)) {
                continue;
            }
            FileOwnership said = reported.rows().get(entry.getKey());
            if (said == null
                    || said.status() != right.status()
                    || !Objects.equals(said.size(), right.size())
                    || !said.times().equals(right.times())
                    || (isCounted(right) && !Objects.equals(said.owned(), right.owned()))
                    || (isCounted(right) && !Objects.equals(said.changed(), right.changed()))) {
                wrong.add(name + entry.getKey() + " is outside the damage and is "
                        + (said == null ? "not reported" : said.status() + ", " + said.problem()) + " for "
                        + right.status());
            }
        }
    }

    /**
     * Whether a file's sectors are counted for it whatever else is damaged: what of a deleted file is free says a table, and those of a
     * file with several names are counted for the first one that is met.
     */
    private static boolean isCounted(FileOwnership file) {
        return file.status() != FileOwnership.Status.DELETED && file.file().links() < 2;
    }

    /** Whether nothing of a file is in the damage, under any of its names. */
    private static boolean isOutside(DiskFile file, BitSet damage, Places places, Reported truth) {
        if (file.kind() == DiskFile.Kind.VIRTUAL && !file.path().startsWith("/$Orphan")) {
            return !places.boot().intersects(damage) && !places.of(file.path()).intersects(damage);
        }
        return places.namesOf(file).stream().allMatch(path -> isOutside(file, path, damage, places, truth));
    }

    private static boolean isOutside(DiskFile file, String path, BitSet damage, Places places, Reported truth) {
        String folder = parent(path);
        if (places.of("").intersects(damage)
                || places.of(path).intersects(damage)
                || places.of(folder).intersects(damage)) {
            return false;
        }
        // Where a block of ext has the name of a folder is not known.
        boolean isAll = file.fileSystem().type().startsWith("ext");
        for (String at = folder; !at.equals("/"); at = parent(at)) {
            boolean isNamed = isAll || !isInBoth(truth.rows().get(at));
            if (places.ownOf(at).intersects(damage)
                    || (isNamed && places.of(parent(at)).intersects(damage))) {
                return false;
            }
        }
        return !places.ownOf("/").intersects(damage);
    }

    /** Whether a folder is in both views: otherwise what is in it was there, or is, only if that is in the folder above. */
    private static boolean isInBoth(@Nullable FileOwnership folder) {
        return folder != null
                && folder.status() != FileOwnership.Status.NEW
                && folder.status() != FileOwnership.Status.DELETED
                && folder.formerPath() == null;
    }

    private static String parent(String path) {
        return path.lastIndexOf('/') <= 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
    }

    /** The sectors that are unknown in a layer's view or the one below it. */
    private static BitSet damage(VirtualDisk disk, int top) throws IOException {
        BitSet damage = new BitSet();
        for (int layer = top; layer < Math.min(top + 2, disk.chain().layers().size()); layer++) {
            MergedSource view = disk.asOf(layer);
            RunCursor runs = view.ownership().runs(0, view.sectors());
            while (runs.next()) {
                if (runs.unknownCause() != null) {
                    damage.set((int) runs.firstSector(), (int) (runs.firstSector() + runs.sectorCount()));
                }
            }
        }
        if (disk.chain().missingParent() != null
                && top + 1 == disk.chain().layers().size()) {
            damage.set(0, (int) disk.sectors());
        }
        return damage;
    }

    /** Where each file is in a view. */
    private static void places(MergedSource view, Places found) throws IOException {
        try (DiskFileSystems systems = FileSystemReaders.find().open(view, PartitionTable.read(view))) {
            systems.walk(systems.fileSystems().get(0), WalkOptions.defaults(), file -> {
                add(file, found);
                found.names()
                        .computeIfAbsent(file.name().address(), address -> new TreeSet<>())
                        .add(file.path());
                return true;
            });
            String type = systems.fileSystems().get(0).type();
            BitSet whole = found.of("");
            // The first sectors: boot sector or superblock, and the groups' descriptors.
            long volume = systems.fileSystems().get(0).diskOffset();
            int first = (int) (volume / SECTOR);
            found.boot().set(first, first + (type.startsWith("ext") ? 64 : 1));
            if (first > 0) {
                // The boot record, and a GPT with its copy.
                int sectors = (int) view.sectors();
                found.boot().set(0, first);
                found.boot().set(sectors - Divided.BEHIND, sectors);
            }
            if (type.startsWith("ext")) {
                // libtsk opens no inode without the bitmaps of its group; there is one group.
                int block = systems.fileSystems().get(0).blockSize();
                ByteBuffer group = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
                view.readFully(volume + (block == 1024 ? 2 * block : block), group);
                for (int i = 0; i < 2; i++) {
                    int bitmap = first + group.getInt(4 * i) * (block / SECTOR);
                    whole.set(bitmap, bitmap + block / SECTOR);
                }
            }
            if (systems.fileSystems().get(0).state() == FileSystemInfo.State.RECOVERED) {
                // Every file may be in the journal.
                FileName journal = new FileName("journal", DiskFile.Kind.FILE, true, 8, 0, false);
                add(Objects.requireNonNull(systems.file(systems.fileSystems().get(0), journal)), whole, true);
            }
            if (type.equals("exfat")) {
                // The table, and the clusters of the bitmap and of the table of letters.
                ByteBuffer boot = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
                view.readFully(volume, boot);
                whole.set(first, first + boot.getInt(88) + 32);
            }
            whole.or(found.boot());
        }
    }

    private static void add(DiskFile file, Places found) {
        add(file, found.of(file.path()), true);
        add(file, found.ownOf(file.path()), false);
        if (file.kind() == DiskFile.Kind.VIRTUAL || (file.kind() == DiskFile.Kind.SYSTEM && isNeeded(file))) {
            // Of the MFT only its own record is needed for every other file.
            add(file, found.of(""), !file.path().equals("/$MFT"));
        }
    }

    private static void add(DiskFile file, BitSet sectors, boolean hasContent) {
        List<DiskExtent> all = new ArrayList<>(file.metadata());
        for (FileStream stream : file.streams()) {
            for (FileExtent extent : stream.extents()) {
                if (hasContent && extent.kind() == FileExtent.Kind.STORED) {
                    all.add(new DiskExtent(extent.diskOffset(), extent.length()));
                }
            }
        }
        for (DiskExtent extent : all) {
            sectors.set((int) (extent.diskOffset() / SECTOR), (int) ((extent.end() + SECTOR - 1) / SECTOR));
        }
    }

    private static boolean isNeeded(DiskFile file) {
        return List.of("/$MFT", "/$Boot", "/$MFTMirr", "/$UpCase", "/$Volume", "/$Bitmap")
                        .contains(file.path())
                || !file.fileSystem().type().equals("ntfs");
    }
}
