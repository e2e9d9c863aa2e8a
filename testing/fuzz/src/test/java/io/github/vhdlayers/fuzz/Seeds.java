package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.Order;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The recipes of the committed corpus: small files, each with something the others have not. */
final class Seeds {
    private static final int SECTOR = 512;

    private Seeds() {}

    /** The disk that seeds of differencing disks have as their parent. */
    static DiskImage base() {
        return DiskImage.dynamic(24 * SECTOR)
                .blockSize(2048)
                .seed(1)
                .layout(Layout.COMPACT)
                .own(0, 24, SectorContent.pattern(1))
                .build();
    }

    /** Files for {@link LeafBytes}, by name. */
    static Map<String, byte[]> leaves() {
        DiskImage fixed = DiskImage.fixed(3 * SECTOR)
                .seed(2)
                .own(0, 3, SectorContent.pattern(2))
                .build();
        DiskImage old = fixed.toBuilder().footerForm(FooterForm.SHORT_511).build();
        DiskImage dynamic = DiskImage.dynamic(11 * SECTOR)
                .blockSize(1024)
                .seed(3)
                .layout(Layout.COMPACT)
                .allocationOrder(Order.DESCENDING)
                .own(0, 3, SectorContent.pattern(3))
                .residue(8, 2, SectorContent.pattern(4))
                .slack(SectorContent.pattern(5))
                .build();
        DiskImage child = DiskImage.differencing(24 * SECTOR)
                .blockSize(4096)
                .seed(4)
                .layout(Layout.COMPACT)
                .parent(base())
                .parentName("base.vhd")
                .relativeLocator(".\\base.vhd")
                .own(2, 3, SectorContent.pattern(6))
                .own(20, 1, SectorContent.zeros())
                .build();
        DiskImage xen = DiskImage.dynamic(16 * SECTOR)
                .blockSize(2048)
                .seed(5)
                .layout(Layout.COMPACT)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .batmap(true)
                .staleBitmaps(true)
                .own(0, 8, SectorContent.pattern(7))
                .own(9, 1, SectorContent.pattern(8))
                .build();
        DiskImage large =
                DiskImage.dynamic(2040L << 30).seed(6).layout(Layout.COMPACT).build();
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("fixed", fixed.toBytes());
        seeds.put("fixed-511", old.toBytes());
        seeds.put("dynamic", dynamic.toBytes());
        seeds.put("differencing", child.toBytes());
        seeds.put("xen", xen.toBytes());
        // Cut inside its table, which alone has 4 MiB.
        seeds.put("large", Mutations.truncate(large.toBytes(), 4096));
        for (String name : new String[] {
            "footer-head-cookie",
            "file-tail-missing",
            "file-junk-512",
            "header-table-offset-past-end",
            "table-entry-overlapping",
            "table-entry-duplicate",
            "file-cut-inside-block"
        }) {
            for (Mutation mutation : Mutations.applyingTo(dynamic)) {
                if (mutation.name().equals(name)) {
                    seeds.put("dynamic-" + name, mutation.apply(dynamic.toBytes(), dynamic));
                }
            }
        }
        return seeds;
    }

    /** The same files for {@link TikaDocument}: behind a byte for the name. */
    static Map<String, byte[]> documents() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        leaves().forEach((name, file) -> {
            byte[] input = new byte[1 + file.length];
            input[0] = (byte) seeds.size();
            System.arraycopy(file, 0, input, 1, file.length);
            seeds.put(name, input);
        });
        return seeds;
    }

    /** Instructions for {@link MutatedChain}, by name. */
    static Map<String, byte[]> chains() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(24);
            bytes.put((byte) i).put((byte) (i % 4));
            while (bytes.remaining() >= 2) {
                bytes.putShort((short) (i * 7919 + bytes.position() * 131));
            }
            seeds.put("chain-" + i, bytes.array());
        }
        return seeds;
    }

    /** Disks for {@link DividedDisk}, by name: how many sectors less one, then sectors, each behind its number. */
    static Map<String, byte[]> divided() {
        UUID id = new UUID(1, 2);
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put(
                "mbr",
                sectors(new RawDisk(1024)
                        .entry(0, 0, 7, 63, 300)
                        .entry(0, 1, 0x0F, 400, 600)
                        .entry(400, 0, 0x83, 10, 50)
                        .ntfs(63, 300, 512, 2)
                        .ext4(410, 50, "linux")));
        seeds.put(
                "gpt",
                sectors(new RawDisk(1024)
                        .gpt(id)
                        .gptEntry(0, RawDisk.LINUX, 40, 900, "data")
                        .seal()
                        .fat16(40, 860, 1, "FAT")));
        seeds.put("fat", sectors(new RawDisk(1024).fat16(0, 1024, 1, "WHOLE")));
        seeds.put("ext", sectors(new RawDisk(1024).ext4(0, 1024, "whole")));
        return seeds;
    }

    private static byte[] sectors(RawDisk disk) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        number(bytes, disk.sectors() - 1);
        for (int sector = 0; sector < disk.sectors(); sector++) {
            byte[] one = Arrays.copyOfRange(disk.array(), sector * SECTOR, (sector + 1) * SECTOR);
            if (!Arrays.equals(one, new byte[SECTOR])) {
                number(bytes, sector);
                bytes.writeBytes(one);
            }
        }
        return bytes.toByteArray();
    }

    private static void number(ByteArrayOutputStream bytes, int value) {
        bytes.write(value >> 8);
        bytes.write(value);
    }

    /** Texts for {@link RecordedPaths}, by name: a byte for the kind, then the text in UTF-16. */
    static Map<String, byte[]> paths() {
        String[] texts = {
            "base.vhd",
            ".\\base.vhd",
            "..\\base.vhd",
            "/etc/passwd",
            "C:\\disks\\base.vhd",
            "\\\\server\\share\\base.vhd",
            "\\\\?\\C:\\base.vhd",
            "\\\\.\\PhysicalDrive0",
            "CON",
            "base.vhd:stream",
            "file://server/base.vhd",
            "base.vhd\0.txt",
            "\uD800\u202Ebase.vhd",
        };
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * texts[i].length());
            bytes.put((byte) i);
            texts[i].chars().forEach(unit -> bytes.putChar((char) unit));
            seeds.put("path-" + i, bytes.array());
        }
        return seeds;
    }
}
