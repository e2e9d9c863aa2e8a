package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A healthy volume in a parent, and children of it that damage the places where its file system keeps its own data. */
final class HostileVolume {
    private static final int SECTOR = 512;
    private static final int MOST_FIELDS = 3;
    /** Of a table only its beginning is in use. */
    private static final int MOST_OF_A_TABLE = 2048;

    private final String name;
    private final Path folder;
    private final byte[] healthy;
    private final DiskImage parent;
    /** Places of several kinds: what the file system begins with, tables, metadata of files, lists of names. */
    private final List<List<DiskExtent>> places =
            List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private final Map<String, DiskFile> files = new HashMap<>();

    private HostileVolume(String name, Path folder, byte[] healthy, DiskImage parent) {
        this.name = name;
        this.folder = folder;
        this.healthy = healthy;
        this.parent = parent;
    }

    static HostileVolume of(String name, Path raw, Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(raw);
        DiskImage.Builder disk =
                DiskImage.dynamic(bytes.length).layout(Layout.COMPACT).fileName("parent.vhd");
        own(disk, bytes, new byte[bytes.length]);
        HostileVolume volume = new HostileVolume(name, Files.createDirectories(folder), bytes, disk.build());
        volume.parent.writeTo(folder.resolve("parent.vhd"));
        volume.findPlaces(raw);
        return volume;
    }

    String name() {
        return name;
    }

    /** The chain without damage. */
    Path intact() throws IOException {
        return child(healthy, folder.resolve("intact.vhd"));
    }

    /** A child that makes the disk these bytes. */
    Path child(byte[] bytes) throws IOException {
        return child(bytes, folder.resolve("child.vhd"));
    }

    private Path child(byte[] bytes, Path file) throws IOException {
        DiskImage.Builder child =
                DiskImage.differencing(bytes.length).layout(Layout.COMPACT).parent(parent);
        own(child, bytes, healthy);
        return child.build().writeTo(file);
    }

    private static void own(DiskImage.Builder disk, byte[] now, byte[] before) {
        for (int at = 0; at < now.length; at += SECTOR) {
            if (!Arrays.equals(now, at, at + SECTOR, before, at, at + SECTOR)) {
                disk.own(at / SECTOR, 1, SectorContent.bytes(Arrays.copyOfRange(now, at, at + SECTOR), at / SECTOR));
            }
        }
    }

    /** The disk with damage that a seed tells. */
    byte[] damaged(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
        byte[] bytes = healthy.clone();
        int kind = random.nextInt(10);
        if (kind == 0) {
            int sectors = 1 + random.nextInt(bytes.length / SECTOR);
            bytes = Arrays.copyOf(bytes, sectors * SECTOR);
        } else if (kind < 3) {
            // Entries and records in places of others: folders in themselves, two that are one, numbers that do not
            // fit.
            List<DiskExtent> some = places.get(2 + random.nextInt(2));
            DiskExtent from = pick(some, random);
            DiskExtent to = pick(some, random);
            int unit = 32 << random.nextInt(6);
            int count = (int) Math.min(unit, Math.min(from.length(), to.length()));
            long source = from.diskOffset() + within(from.length() - count, unit, random);
            long target = to.diskOffset() + within(to.length() - count, unit, random);
            System.arraycopy(healthy, (int) source, bytes, (int) target, count);
        }
        int fields = kind == 0 ? random.nextInt(2) : kind < 3 ? random.nextInt(2) : 1 + random.nextInt(MOST_FIELDS);
        for (int i = 0; i < fields; i++) {
            List<DiskExtent> some = places.get(random.nextInt(places.size()));
            if (!some.isEmpty()) {
                field(bytes, pick(some, random), random);
            }
        }
        return bytes;
    }

    private static DiskExtent pick(List<DiskExtent> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private static long within(long length, int unit, Random random) {
        return length < unit ? 0 : random.nextInt((int) (length / unit) + 1) * (long) unit;
    }

    /** Damages a number. */
    private static void field(byte[] bytes, DiskExtent place, Random random) {
        int width = 1 << random.nextInt(4);
        long at = place.diskOffset() + within(place.length() - width, random.nextInt(8) == 0 ? 1 : width, random);
        if (at + width > bytes.length) {
            return;
        }
        long old = 0;
        for (int i = width - 1; i >= 0; i--) {
            old = old << 8 | Byte.toUnsignedLong(bytes[(int) at + i]);
        }
        int bits = width * 8;
        long value =
                switch (random.nextInt(12)) {
                    case 0 -> 0;
                    case 1 -> 1;
                    case 2 -> -1;
                    case 3 -> 1L << (bits - 1);
                    case 4 -> (1L << (bits - 1)) - 1;
                    case 5 -> old + 1;
                    case 6 -> old - 1;
                    case 7 -> old * 2;
                    case 8 -> old ^ (1L << random.nextInt(bits));
                    case 9 -> random.nextInt(64);
                    case 10 -> old + random.nextInt(1 << 16);
                    default -> random.nextLong();
                };
        for (int i = 0; i < width; i++) {
            bytes[(int) at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Damage that somebody thought of, by name. */
    Map<String, byte[]> tricks() {
        return HostileTricks.of(name, healthy, files);
    }

    private void findPlaces(Path raw) throws IOException {
        places.get(0).add(new DiskExtent(0, Math.min(SECTOR, healthy.length)));
        if (name.startsWith("ext")) {
            places.get(0).set(0, new DiskExtent(1024, 1024));
            places.get(0).add(new DiskExtent(2048, 64));
        }
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw);
                DiskFileSystems systems = new TskFileSystemReader().open(disk, PartitionTable.read(disk))) {
            FileSystemInfo only = systems.fileSystems().get(0);
            systems.walk(only, WalkOptions.defaults().withDeleted(true), file -> {
                add(file);
                return true;
            });
        }
    }

    private void add(DiskFile file) {
        files.put(file.path(), file);
        places.get(2).addAll(file.metadata());
        for (FileStream stream : file.streams()) {
            for (FileExtent extent : stream.extents()) {
                if (extent.kind() != FileExtent.Kind.STORED) {
                    continue;
                }
                DiskExtent place = new DiskExtent(extent.diskOffset(), extent.length());
                if (file.kind() == DiskFile.Kind.DIRECTORY) {
                    places.get(3).add(place);
                } else if (file.kind() == DiskFile.Kind.VIRTUAL || file.kind() == DiskFile.Kind.SYSTEM) {
                    places.get(1).add(new DiskExtent(place.diskOffset(), Math.min(MOST_OF_A_TABLE, place.length())));
                }
            }
        }
    }
}
