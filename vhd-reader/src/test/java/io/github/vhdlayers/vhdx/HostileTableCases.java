package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.DISK_SIZE;
import static io.github.vhdlayers.vhdx.HostileCase.LOG;
import static io.github.vhdlayers.vhdx.HostileCase.METADATA;
import static io.github.vhdlayers.vhdx.HostileCase.MIB;
import static io.github.vhdlayers.vhdx.HostileCase.TABLE;
import static io.github.vhdlayers.vhdx.HostileCase.changed;
import static io.github.vhdlayers.vhdx.HostileCase.child;
import static io.github.vhdlayers.vhdx.HostileCase.disk;
import static io.github.vhdlayers.vhdx.HostileCase.sparse;

import io.github.vhdlayers.testkit.VhdxImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The table of blocks, and bitmaps. */
final class HostileTableCases {
    private static final int FIRST_BITMAP = TABLE + 8 * 4096;

    private HostileTableCases() {}

    static void all(Consumer<HostileCase> to) {
        to.accept(disk("table: shorter than needed", file -> file.putLong(DISK_SIZE, 60L << 40)));
        for (int state : new int[] {4, 5}) {
            to.accept(disk("table: state " + state, file -> file.put(TABLE, (byte) state)));
            to.accept(child("table: state " + state + " in a child", file -> file.put(TABLE, (byte) state)));
        }
        to.accept(disk("table: reserved bits", file -> file.put(TABLE + 1, (byte) 1)));
        Map<String, Long> places = new LinkedHashMap<>();
        places.put("in the header section", 0L);
        places.put("in the log", (long) LOG);
        places.put("in the metadata", (long) METADATA);
        places.put("in the table", (long) TABLE);
        places.put("past the end", 1L << 40);
        places.put("at 2^44 - 1 MiB", (1L << 44) - MIB);
        places.put("at 2^64 - 1 MiB", -(long) MIB);
        places.forEach(
                (name, place) -> to.accept(disk("table: a block " + name, file -> file.putLong(TABLE, place | 6))));
        to.accept(disk("table: two blocks in one place", file -> file.putLong(TABLE + 16, file.getLong(TABLE))));
        VhdxImage large = sparse(1, VhdxImage.dynamic(4 * MIB))
                .blockBytes(2 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .build();
        to.accept(changed(
                "table: blocks over each other by 1 MiB", large, file -> file.putLong(TABLE + 8, 5L * MIB | 6)));
        to.accept(child(
                "table: a bitmap in a block", file -> file.putLong(FIRST_BITMAP, (file.getLong(TABLE) & -8) | 6)));
        to.accept(child("table: in part without a bitmap", file -> file.putLong(FIRST_BITMAP, 0)));
        to.accept(disk("table: in part without a parent", file -> file.put(TABLE, (byte) 7)));
        to.accept(disk("table: a bitmap without a parent", file -> file.putLong(FIRST_BITMAP, 4L * MIB | 6)));
    }
}
