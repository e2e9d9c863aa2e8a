package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystems.JavaFileSystemReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A small volume with bytes changed in the sectors that are not zeros, walked whole by the reader in Java. Input: five bytes for each
 * change: two for the sector, two for the byte in it, and the new byte.
 */
final class DamagedVolume {
    private static final Path FOLDER = Path.of(System.getProperty("fuzz.volumes", "volumes"));
    private static final int SECTOR = 512;
    private static final int CHANGE = 5;
    private static final int MOST_CHANGES = 64;
    private static final int MOST_FILES = 5_000;
    private static final int MOST_READ = 1 << 20;

    private final byte[] intact;
    private final int[] used;

    private DamagedVolume(byte[] intact) {
        this.intact = intact;
        this.used = IntStream.range(0, intact.length / SECTOR)
                .filter(sector ->
                        !Arrays.equals(intact, sector * SECTOR, (sector + 1) * SECTOR, new byte[SECTOR], 0, SECTOR))
                .toArray();
    }

    /** One of the committed volumes. */
    static DamagedVolume of(String name) {
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name + ".gz")))) {
            return new DamagedVolume(packed.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one of several volumes, which the first byte selects. */
    static void walkOne(List<DamagedVolume> volumes, byte[] input) throws IOException {
        if (input.length > 0) {
            volumes.get((input[0] & 0xFF) % volumes.size()).walk(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** Changes it as an input says, and does all that can be done with it. */
    void walk(byte[] input) throws IOException {
        byte[] disk = intact.clone();
        for (int i = 0; i + CHANGE <= input.length && i < MOST_CHANGES * CHANGE; i += CHANGE) {
            int sector = used[((input[i] & 0xFF) << 8 | (input[i + 1] & 0xFF)) % used.length];
            int at = ((input[i + 2] & 0xFF) << 8 | (input[i + 3] & 0xFF)) % SECTOR;
            disk[sector * SECTOR + at] = input[i + 4];
        }
        RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk);
        JavaFileSystemReader reader = new JavaFileSystemReader();
        all(source, reader.open(source, PartitionTable.read(source)));
        all(source, reader.withoutRecovery().open(source, PartitionTable.read(source)));
    }

    private static void all(RandomAccessSource source, DiskFileSystems opened) throws IOException {
        try (DiskFileSystems systems = opened) {
            WalkOptions options =
                    WalkOptions.defaults().withDeleted(true).withOrphans(true).withMaxFiles(MOST_FILES);
            int[] left = {MOST_READ};
            for (FileSystemInfo info : systems.fileSystems()) {
                RecordCalls records = RecordCalls.of(source, info);
                systems.walk(info, options, file -> {
                    records.all(file.name().address());
                    Walk.touch(file.path());
                    for (FileStream stream : file.streams()) {
                        Walk.touch(file.printedPath(stream));
                        left[0] -= read(systems, file, stream, left[0]);
                    }
                    return true;
                });
            }
        }
    }

    private static int read(DiskFileSystems systems, DiskFile file, FileStream stream, int most) {
        try (RandomAccessSource content = systems.content(file, stream)) {
            Walk.require(content.size() >= 0, "a negative size: " + file.path());
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(most, content.size())));
            content.readFully(0, bytes);
            return bytes.capacity();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Inputs for a volume: the intact one, and single bytes changed all over it. */
    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            seeds.put("intact-" + i % 3, new byte[] {(byte) (i % 3)});
            seeds.put("byte-" + i, new byte[] {(byte) i, 0, (byte) (i * 5), 0, (byte) (i * 37), (byte) (i * 61 + 1)});
        }
        return seeds;
    }
}
