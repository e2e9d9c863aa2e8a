package io.github.vhdlayers.samples.evidence;

import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a chain of VHDX files from raw snapshots of one disk, as {@link LayersFromSnapshots} makes one of VHD files. A layer has the
 * sectors that changed. The leaf was not closed: that it has anything is only in its log, so that without the log the disk is as the
 * layer below left it.
 */
public final class VhdxLayersFromSnapshots {
    private static final int TABLE_PAGE = 4096;
    private static final String DISK_ID = "e2e2e2e2-e2e2-42e2-82e2-e2e2e2e2e2ff";

    private VhdxLayersFromSnapshots() {}

    /**
     * Reads {@code base.raw}, {@code middle.raw} and {@code leaf.raw} in one folder and writes {@code base.vhdx},
     * {@code middle.avhdx} and {@code leaf.avhdx} into another, where they must not exist.
     *
     * @param args the two folders
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: VhdxLayersFromSnapshots SNAPSHOTS TARGET");
            System.exit(2);
        }
        List<byte[]> oldestFirst = new ArrayList<>();
        for (String name : List.of("base", "middle", "leaf")) {
            oldestFirst.add(Files.readAllBytes(Path.of(args[0]).resolve(name + ".raw")));
        }
        List<VhdxImage> changes = VhdxChain.ofStates(oldestFirst).layers();
        VhdxImage base = named(changes.get(2), 0).build();
        VhdxImage middle = named(changes.get(1), 1).parent(base, "base.vhdx").build();
        VhdxImage leaf = named(changes.get(0), 2)
                .parent(middle, "middle.avhdx")
                .log(VhdxLogRecipe.dirty(
                        17,
                        VhdxLogRecipe.Entry.of(1, 0),
                        VhdxLogRecipe.Entry.of(2, 1, VhdxLogRecipe.Change.right("table", 0, TABLE_PAGE))))
                .build();
        if (!Arrays.equals(VhdxChain.of(leaf, middle, base).merged(), oldestFirst.get(2))) {
            throw new IllegalStateException("the layers do not add up to the newest snapshot");
        }
        Path target = Path.of(args[1]);
        base.writeTo(target.resolve("base.vhdx"));
        middle.writeTo(target.resolve("middle.avhdx"));
        byte[] pending = leaf.toBytes();
        Arrays.fill(pending, leaf.place("table"), leaf.place("table") + TABLE_PAGE, (byte) 0);
        VhdxImage.write(pending, target.resolve("leaf.avhdx"));
    }

    /** With ids that anybody can tell from real ones: version 4, the layer's age in the last digit. */
    private static VhdxImage.Builder named(VhdxImage changes, int age) {
        return changes.toBuilder()
                .creator("VHD Layers, sample")
                .diskId(DISK_ID)
                .dataWriteId("e2e2e2e2-e2e2-42e2-82e2-e2e2e2e2e20" + age);
    }
}
