package io.github.vhdlayers.samples.evidence;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.OwnerRun;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a chain of VHD files from raw snapshots of one disk: a dynamic base of the oldest, and a differencing disk of every
 * later one. The same snapshots give the same files.
 *
 * <p>The base has the sectors that are not empty. A later layer has the pages of 4 KiB that changed, as a system's cache
 * writes them, so that some of its sectors are its own without having changed.
 */
public final class LayersFromSnapshots {
    private static final int SECTOR = 512;
    private static final int PAGE_SECTORS = 8;
    private static final int BLOCK_BYTES = 16 * 1024;
    /** 1 September 2026, 08:00 UTC, in seconds since 2000; every further layer is a week younger. */
    private static final long FIRST_MADE = 841_564_800L;

    private static final long WEEK = 7 * 24 * 3600L;

    private LayersFromSnapshots() {}

    /**
     * Reads {@code base.raw}, {@code middle.raw} and {@code leaf.raw} in one folder and writes {@code base.vhd},
     * {@code middle.vhd}, {@code leaf.vhd} and {@code owners.csv} into another, where they must not exist.
     *
     * @param args the two folders
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: LayersFromSnapshots SNAPSHOTS TARGET");
            System.exit(2);
        }
        Path snapshots = Path.of(args[0]);
        Path target = Path.of(args[1]);
        List<String> names = List.of("base", "middle", "leaf");
        List<byte[]> raw = new ArrayList<>();
        for (String name : names) {
            raw.add(Files.readAllBytes(snapshots.resolve(name + ".raw")));
        }
        TestChain chain = chain(raw);
        chain.writeTo(target, List.of("leaf.vhd", "middle.vhd", "base.vhd"));
        if (!Arrays.equals(chain.merged(), raw.get(raw.size() - 1))) {
            throw new IllegalStateException("the layers do not add up to the newest snapshot");
        }
        Files.writeString(target.resolve("owners.csv"), owners(chain));
    }

    private static TestChain chain(List<byte[]> oldestFirst) {
        List<DiskImage> leafToBase = new ArrayList<>();
        for (int age = 0; age < oldestFirst.size(); age++) {
            byte[] now = oldestFirst.get(age);
            DiskImage.Builder disk = age == 0
                    ? base(now)
                    : changed(oldestFirst.get(age - 1), now).parent(leafToBase.get(0));
            disk.layout(Layout.COMPACT).blockSize(BLOCK_BYTES).uniqueId(id(age)).timestamp(FIRST_MADE + age * WEEK);
            leafToBase.add(0, disk.build());
        }
        return TestChain.of(leafToBase);
    }

    private static DiskImage.Builder base(byte[] now) {
        DiskImage.Builder disk = DiskImage.dynamic(now.length);
        byte[] empty = new byte[SECTOR];
        for (int at = 0; at < now.length; at += SECTOR) {
            if (!Arrays.equals(now, at, at + SECTOR, empty, 0, SECTOR)) {
                disk.own(at / SECTOR, 1, SectorContent.bytes(Arrays.copyOfRange(now, at, at + SECTOR), at / SECTOR));
            }
        }
        return disk;
    }

    private static DiskImage.Builder changed(byte[] before, byte[] now) {
        DiskImage.Builder disk = DiskImage.differencing(now.length);
        int page = PAGE_SECTORS * SECTOR;
        for (int at = 0; at < now.length; at += page) {
            if (!Arrays.equals(now, at, at + page, before, at, at + page)) {
                disk.own(
                        at / SECTOR,
                        PAGE_SECTORS,
                        SectorContent.bytes(Arrays.copyOfRange(now, at, at + page), at / SECTOR));
            }
        }
        return disk;
    }

    /** An id that anybody can tell from a real one: version 4, the layer's age in its last digit. */
    private static byte[] id(int age) {
        byte[] id = new byte[16];
        Arrays.fill(id, (byte) 0xE1);
        id[7] = 0x41;
        id[8] = (byte) 0x81;
        id[15] = (byte) age;
        return id;
    }

    private static String owners(TestChain chain) {
        StringBuilder text = new StringBuilder("first_sector,sectors,owner\n");
        for (OwnerRun run : chain.runs()) {
            text.append(run.firstSector()).append(',').append(run.sectorCount()).append(',');
            text.append(run.owner() == TestChain.UNWRITTEN ? "unwritten" : Integer.toString(run.owner()))
                    .append('\n');
        }
        return text.toString();
    }
}
