package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.Order;
import io.github.vhdlayers.testkit.SectorContent;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

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
