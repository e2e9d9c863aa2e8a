package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Files cut off around every structure's edges and at every page: each sector is read right or refused, and nothing else comes out. */
class VhdxTruncationTest {
    private static final int MIB = 1 << 20;
    private static final int SECTOR = 512;
    private static final int PAGE = 4096;

    @Test
    void cutOffAnywhere() throws IOException {
        for (Map.Entry<String, VhdxChain> subject : VhdxSubjects.all().entrySet()) {
            VhdxChain chain = subject.getValue();
            byte[] whole = chain.layers().get(0).toBytes();
            byte[] merged = chain.merged();
            int opened = 0;
            for (int length : lengths(chain.layers().get(0))) {
                opened += reads(chain, merged, whole, length) ? 1 : 0;
            }
            assertTrue(opened > 0, subject.getKey());
        }
    }

    private static Set<Integer> lengths(VhdxImage image) {
        Set<Integer> lengths = new TreeSet<>();
        for (int page = 0; page <= image.length(); page += 64 * PAGE) {
            lengths.add(page);
        }
        int[] edges = {
            0,
            8,
            520,
            0x10000,
            0x10050,
            0x11000,
            0x20000,
            0x21000,
            0x30000,
            0x40000,
            0x50000,
            image.place("log"),
            image.place("metadata"),
            image.place("metadata") + 0x10000,
            image.place("item4"),
            image.place("table"),
            image.place("table") + 8,
            image.place("table") + 48
        };
        for (int edge : edges) {
            for (int around : new int[] {-1, 0, 1}) {
                lengths.add(edge + around);
            }
        }
        for (int mib = MIB; mib <= image.length(); mib += MIB) {
            for (int around : new int[] {-SECTOR - 1, -SECTOR, -1, 0, 1, SECTOR, SECTOR + 1}) {
                lengths.add(mib + around);
            }
        }
        lengths.removeIf(length -> length < 0 || length > image.length());
        return lengths;
    }

    private static boolean reads(VhdxChain chain, byte[] merged, byte[] whole, int length) throws IOException {
        RandomAccessSource leaf = RandomAccessSources.slice(RandomAccessSources.ofBytes("leaf.vhdx", whole), 0, length);
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference -> List.of(ParentCandidate.of(
                        "base.vhdx",
                        () -> RandomAccessSources.ofBytes(
                                "base.vhdx", chain.layers().get(1).toBytes()))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertEquals(chain.sectors(), disk.sectors());
            // Every seventh, so that the last before every edge is among them once in a few lengths.
            for (int sector = length % 7; sector < chain.sectors(); sector += 7) {
                ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
                try {
                    disk.readFully((long) sector * SECTOR, bytes);
                } catch (VhdException e) {
                    continue;
                }
                int at = sector * SECTOR;
                assertTrue(
                        Arrays.equals(bytes.array(), 0, SECTOR, merged, at, at + SECTOR),
                        () -> "length " + length + ", file offset " + at);
            }
            disk.examineBlocks();
            return true;
        } catch (VhdException e) {
            return false;
        }
    }
}
