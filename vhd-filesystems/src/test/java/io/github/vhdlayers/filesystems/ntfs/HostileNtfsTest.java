package io.github.vhdlayers.filesystems.ntfs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystems.BadSectors;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Damaged volumes: each walk ends, in bounded time, with files and problems or with an {@link IOException}, and nothing else is thrown.
 * {@code -Dntfs.hostile.seeds=N} tries more of them, {@code -Dntfs.hostile.first=N} begins elsewhere.
 */
class HostileNtfsTest {
    private static final long FIRST = Long.getLong("ntfs.hostile.first", 1);
    private static final long SEEDS = Long.getLong("ntfs.hostile.seeds", 300);
    private static final long MOST_SECONDS = 10;
    private static final int RECORDS = 64;

    /** One with all kinds of structures. */
    static NtfsImage volume() {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "resident")
                .resident(0x80, "", NtfsImageTest.bytes(1, 300))
                .resident(0x80, "s", new byte[3]);
        int at = image.allocate(20);
        image.put(at, Lznt1Test.compress(new byte[60_000], new Random(1)));
        image.file(31, "runs").stored(0x80, "", 70_000, 60_000, 0, new long[][] {{at, 5}, {-1, 4}, {at + 9, 9}});
        image.file(32, "compressed")
                .part(0x80, "", 0, 31, 100_000, 100_000, 1, NtfsImage.runs(new long[][] {{at, 1}, {-1, 31}}));
        NtfsImage.Rec parts = image.file(33, "parts");
        parts.part(0x80, "", 0, 1, 16_000, 16_000, 0, NtfsImage.runs(new long[][] {{at, 2}}));
        NtfsImage.Rec more = image.record(34, 1).extensionOf(33, 1);
        more.part(0x80, "", 2, 3, 0, 0, 0, NtfsImage.runs(new long[][] {{at + 2, 2}}));
        ByteBuffer list = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        list.putInt(0x80)
                .putShort((short) 32)
                .putShort((short) 0x1A00)
                .putLong(0)
                .putLong(33 | 1L << 48);
        list.putShort((short) parts.lastId()).position(32);
        list.putInt(0x80)
                .putShort((short) 32)
                .putShort((short) 0x1A00)
                .putLong(2)
                .putLong(34 | 1L << 48);
        list.putShort((short) more.lastId());
        parts.resident(0x20, "", list.array());
        int blocks = image.allocate(3);
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            image.record(40 + i, 1).standard().name(35, 1, "file " + i, 1, 0).resident(0x80, "", new byte[i]);
            names.add(NtfsImage.entry(40 + i, 1, NtfsImage.fileName(35, 1, "file " + i, 1, 0)));
        }
        for (int i = 0; i < 3; i++) {
            image.put(blocks + i, NtfsImage.protect(NtfsImage.block(i, names.subList(6 * i, 6 * i + 6), 4096), 3));
        }
        NtfsImage.Rec folder = image.record(35, 1).folder().standard().name(5, 5, "d", 1, NtfsImage.DIRECTORY);
        folder.index(List.of(NtfsImage.withChild(names.get(18), 0), NtfsImage.withChild(names.get(19), 1)), 2);
        folder.stored(0xA0, "$I30", 12_288, 12_288, 0, new long[][] {{blocks, 3}});
        image.record(5, 5).entries.add(NtfsImage.entry(35, 1, NtfsImage.fileName(5, 5, "d", 1, NtfsImage.DIRECTORY)));
        image.record(60, 2).free().standard().name(5, 5, "gone", 1, 0).resident(0x80, "", new byte[5]);
        image.record(61, 2).free().standard().name(99, 5, "lost", 1, 0);
        return image;
    }

    @Test
    void eachDamagedVolumeHasAnAnswer() throws IOException {
        NtfsImage image = volume();
        byte[] healthy = image.build();
        assertTrue(Walked.of(healthy).result().isComplete());
        int opened = 0;
        int complete = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            byte[] disk = healthy.clone();
            damage(disk, image, new Random(seed));
            long start = System.nanoTime();
            try {
                Walked walked = Walked.of(disk);
                opened++;
                complete += walked.result().isComplete() ? 1 : 0;
            } catch (IOException e) {
                // Decided: it is no volume that can be read, or its table of clusters cannot.
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(seconds < MOST_SECONDS, "seed " + seed + " took " + seconds + " s");
        }
        System.out.println("hostile NTFS, seeds from " + FIRST + ": " + SEEDS + " volumes, " + opened + " opened, "
                + complete + " complete");
    }

    @Test
    void sectorsThatCannotBeReadAreProblemsAndNoZeros() throws IOException {
        byte[] healthy = volume().build();
        Walked whole = Walked.of(healthy);
        for (long seed = FIRST; seed < FIRST + SEEDS / 3; seed++) {
            Random random = new Random(seed);
            boolean[] bad = new boolean[healthy.length / 512];
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                bad[random.nextInt(200)] = true;
            }
            Walked walked;
            try {
                walked = Walked.of(new BadSectors(healthy, bad), WalkOptions.defaults());
            } catch (IOException e) {
                continue;
            }
            String title = "seed " + seed;
            walked.contents().forEach((path, content) -> {
                if (content instanceof byte[] bytes && !path.startsWith("/$Orphan")) {
                    assertTrue(Arrays.equals(whole.content(path), bytes), title + " " + path);
                }
            });
            if (walked.files().size()
                    < whole.files().keySet().stream()
                                    .filter(path -> !path.contains("(del"))
                                    .count()
                            - 1) {
                assertTrue(!walked.result().isComplete(), title);
            }
        }
    }

    /** Writes numbers that are extreme or random over fields, most often in records and blocks, and makes them whole again. */
    private static void damage(byte[] disk, NtfsImage image, Random random) {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int from;
            int length;
            int kind = random.nextInt(10);
            if (kind == 0) {
                from = 0;
                length = 84;
            } else if (kind < 8) {
                from = image.placeOf(new int[] {0, 5, 6, 30, 31, 32, 33, 34, 35, 40, 60}[random.nextInt(11)]);
                length = 480;
            } else {
                from = image.cluster() * 40;
                length = image.cluster() * 3;
            }
            int at = from + random.nextInt(length);
            switch (random.nextInt(4)) {
                case 0 -> disk[at] = (byte) random.nextInt();
                case 1 -> disk[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    long[] extremes = {
                        0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0xFFFF, 0x7FFF_FFFF, 1L << 40, 1, 0xFFFF_FFFFL
                    };
                    ByteBuffer.wrap(disk)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(at & ~7, extremes[random.nextInt(extremes.length)]);
                }
                default -> {
                    int other = image.placeOf(random.nextInt(RECORDS)) + 48 + random.nextInt(200);
                    System.arraycopy(disk, other, disk, at, 8 << random.nextInt(4));
                }
            }
        }
    }

    @Test
    void aSourceThatIsShorterThanItsVolumeIsNotFilled() throws IOException {
        byte[] healthy = volume().build();
        for (int sectors = 1; sectors < healthy.length / 512; sectors += 37) {
            byte[] cut = Arrays.copyOf(healthy, sectors * 512);
            try {
                Walked walked = Walked.of(RandomAccessSources.ofBytes("cut", cut), WalkOptions.defaults());
                Walked whole = Walked.of(healthy);
                walked.contents().forEach((path, content) -> {
                    if (content instanceof byte[] bytes && !path.startsWith("/$Orphan")) {
                        assertTrue(Arrays.equals(whole.content(path), bytes), path);
                    }
                });
            } catch (IOException e) {
                // Decided.
            }
        }
    }
}
