package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Makes a chain of VHD files of two raw states of one disk: a dynamic parent, and a child that has each page that changed. */
public final class TestLayers {
    private static final int SECTOR = 512;

    private TestLayers() {}

    /**
     * Writes parent.vhd and child.vhd into a folder.
     *
     * @param page how many bytes are written at once: the child also owns what did not change of a page
     * @return the child
     */
    public static Path write(Path folder, Path parentRaw, Path childRaw, int page) throws IOException {
        byte[] before = Files.readAllBytes(parentRaw);
        byte[] after = Files.readAllBytes(childRaw);
        DiskImage.Builder parent =
                DiskImage.dynamic(before.length).layout(Layout.COMPACT).timestamp(now());
        byte[] empty = new byte[page];
        own(parent, before, empty, page, true);
        DiskImage base = parent.build();
        DiskImage.Builder child =
                DiskImage.differencing(after.length).layout(Layout.COMPACT).timestamp(now());
        own(child, after, before, page, false);
        TestChain.of(List.of(child.parent(base).build(), base)).writeTo(folder, List.of("child.vhd", "parent.vhd"));
        return folder.resolve("child.vhd");
    }

    /** As a footer has it: files that tools made a moment ago are not dated after the child was created. */
    public static long now() {
        return Instant.now().getEpochSecond()
                - Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    }

    private static void own(DiskImage.Builder disk, byte[] now, byte[] before, int page, boolean beforeIsPage) {
        for (int at = 0; at < now.length; at += page) {
            int end = Math.min(now.length, at + page);
            int from = beforeIsPage ? 0 : at;
            if (!Arrays.equals(now, at, end, before, from, from + end - at)) {
                disk.own(
                        at / SECTOR,
                        (end - at) / SECTOR,
                        SectorContent.bytes(Arrays.copyOfRange(now, at, end), at / SECTOR));
            }
        }
    }
}
