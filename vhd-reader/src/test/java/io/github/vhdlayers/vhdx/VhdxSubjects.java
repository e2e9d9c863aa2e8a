package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sound VHDX files to be broken: each has something that the others have not. */
final class VhdxSubjects {
    private static final int MIB = 1 << 20;
    private static final long SIZE = 6L * MIB - 8192;

    private VhdxSubjects() {}

    /** The chains by name, the file to be broken first. */
    static Map<String, VhdxChain> all() {
        return of(0);
    }

    /** The same with disks that are zeros but for one sector in a block, so that they take little room when written sparse. */
    static Map<String, VhdxChain> sparse() {
        return of(1);
    }

    private static Map<String, VhdxChain> of(int kind) {
        VhdxImage base = content(kind, 1, VhdxImage.dynamic(SIZE))
                .block(0, VhdxImage.FULL)
                .block(2, VhdxImage.ZERO)
                .anchored(4, VhdxImage.UNMAPPED)
                .block(5, VhdxImage.FULL)
                .build();
        VhdxImage.Builder child = content(kind, 2, VhdxImage.differencing(SIZE))
                .parent(base, "base.vhdx")
                .pair("parent_linkage2", "{00000000-0000-0000-0000-000000000000}")
                .pair("absolute_win32_path", "C:\\disks\\base.vhdx")
                .block(0, VhdxImage.PARTIAL)
                .own(8, 100)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .block(3, VhdxImage.ZERO)
                .anchored(4, VhdxImage.UNMAPPED);
        VhdxImage logged = child.log(VhdxLogRecipe.dirty(
                        3,
                        Entry.of(5, 0, Change.wrong("table", 0, 4096)),
                        Entry.of(6, 1, Change.right("table", 0, 4096), Change.zeros("metadata", 0x20000, 8192)),
                        Entry.of(7, 1, Change.right("bitmap0", 0, 4096))))
                .build();
        VhdxImage large = content(kind, 3, VhdxImage.fixed(6L * MIB))
                .logicalSector(4096)
                .blockBytes(2 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .build();
        Map<String, VhdxChain> subjects = new LinkedHashMap<>();
        subjects.put("dynamic", VhdxChain.of(base));
        subjects.put("child", VhdxChain.of(child.log(VhdxLogRecipe.EMPTY).build(), base));
        subjects.put("logged", VhdxChain.of(logged, base));
        subjects.put("fixed-4k", VhdxChain.of(large));
        return subjects;
    }

    private static VhdxImage.Builder content(int kind, int seed, VhdxImage.Builder disk) {
        disk.seed(seed);
        if (kind == 1) {
            byte[] bytes = new byte[6 * MIB];
            for (int at = 512 * 9; at < bytes.length; at += MIB) {
                bytes[at] = (byte) seed;
            }
            disk.content(bytes);
        }
        return disk;
    }
}
