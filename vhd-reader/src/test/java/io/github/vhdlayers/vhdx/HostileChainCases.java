package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.BASE;
import static io.github.vhdlayers.vhdx.HostileCase.CHILD;
import static io.github.vhdlayers.vhdx.HostileCase.DISK;
import static io.github.vhdlayers.vhdx.HostileCase.LEAF;
import static io.github.vhdlayers.vhdx.HostileCase.MIB;
import static io.github.vhdlayers.vhdx.HostileCase.bytes;
import static io.github.vhdlayers.vhdx.HostileCase.mutated;
import static io.github.vhdlayers.vhdx.HostileCase.sparse;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Locators of parents, and chains. */
final class HostileChainCases {
    private static final String NULL_ID = "{00000000-0000-0000-0000-000000000000}";

    private HostileChainCases() {}

    static void all(Consumer<HostileCase> to) {
        locators(to);
        texts(to);
        ids(to);
        kinds(to);
        parents(to);
    }

    private static void locators(Consumer<HostileCase> to) {
        Map<String, String> changes = new TreeMap<>();
        changes.put("65535 pairs", "count-65535");
        changes.put("more pairs than may be", "count-256");
        changes.put("a key outside", "parent-linkage-key-at-last");
        changes.put("a key at 0", "parent-linkage-key-at-zero");
        changes.put("a value outside", "parent-linkage-value-at-last");
        changes.put("a path outside", "relative-path-value-at-last");
        changes.put("a key of 0 bytes", "parent-linkage-key-length-0");
        changes.put("a key of odd length", "parent-linkage-key-length-65535");
        changes.put("a value of 0 bytes", "parent-linkage-value-length-0");
        changes.put("a value of odd length", "parent-linkage-value-length-1");
        changes.put("a path of odd length", "relative-path-value-length-1");
        changes.put("a NUL in a path", "relative-path-nul");
        changes.put("an id twice, with other values", "parent-linkage-twice");
        changes.put("an id that is none", "parent-linkage-no-id");
        changes.put("an id without braces", "parent-linkage-no-braces");
        changes.put("an id in capitals", "parent-linkage-upper-case");
        changes.put("half a character", "relative-path-surrogate");
        changes.put("right to left", "relative-path-bidi");
        changes.put("another type", "type");
        changes.forEach((name, change) -> to.accept(mutated("locator: " + name, "child", "locator-" + change)));
    }

    /** Paths out of the child's folder, which has no parent. */
    private static void texts(Consumer<HostileCase> to) {
        Map<String, String> paths = new TreeMap<>();
        paths.put("a server", "\\\\localhost\\disks\\elsewhere.vhdx");
        paths.put("a device", "\\\\.\\PhysicalDrive0");
        paths.put("a stream", ".\\leaf.vhdx:elsewhere");
        paths.put("an address", "file:///elsewhere/elsewhere.vhdx");
        paths.forEach((name, path) -> {
            VhdxImage child = HostileCase.child().pair("relative_path", path).build();
            to.accept(bytes("locator: a path to " + name, child.toBytes()));
        });
        VhdxImage child = HostileCase.child()
                .pair("relative_path", "..\\elsewhere\\elsewhere.vhdx")
                .build();
        to.accept(new HostileCase("locator: a path up to where the parent is", folder -> {
            child.writeTo(folder.resolve(LEAF));
            DISK.writeTo(
                    Files.createDirectories(folder.resolveSibling("elsewhere")).resolve("elsewhere.vhdx"));
        }));
    }

    private static void ids(Consumer<HostileCase> to) {
        VhdxImage nameless = DISK.toBuilder().dataWriteId(NULL_ID).build();
        VhdxImage ofNameless = HostileCase.child().parent(nameless, BASE).build();
        to.accept(bytes("chain: null ids", ofNameless.toBytes(), nameless.toBytes()));
        VhdxImage middle = HostileCase.child().dataWriteId(DISK.dataWriteId()).build();
        VhdxImage leaf = sparse(3, VhdxImage.differencing(3 * MIB))
                .parent(middle, "base2.vhdx")
                .dataWriteId(DISK.dataWriteId())
                .build();
        to.accept(bytes("chain: one id in all layers", leaf.toBytes(), DISK.toBytes(), middle.toBytes()));
        to.accept(bytes("chain: one id in a child and its base", middle.toBytes(), DISK.toBytes()));
        VhdxImage own = HostileCase.child().build();
        VhdxImage self = HostileCase.child()
                .pair("parent_linkage", own.dataWriteId())
                .pair("relative_path", ".\\" + LEAF)
                .build();
        to.accept(bytes("chain: its own parent", self.toBytes()));
        VhdxImage other = HostileCase.child()
                .seed(4)
                .pair("parent_linkage", self.dataWriteId())
                .pair("relative_path", ".\\" + LEAF)
                .build();
        VhdxImage first =
                HostileCase.child().pair("parent_linkage", other.dataWriteId()).build();
        to.accept(bytes("chain: two files in a circle", first.toBytes(), other.toBytes()));
        VhdxImage changed = DISK.toBuilder()
                .dataWriteId("{5f0e1d2c-3b4a-4988-b7a6-958473625140}")
                .build();
        to.accept(bytes("chain: a parent changed since", CHILD.toBytes(), changed.toBytes()));
        VhdxImage stranger = DISK.toBuilder()
                .diskId("11111111-3b4a-4988-b7a6-958473625140")
                .dataWriteId("{5f0e1d2c-3b4a-4988-b7a6-958473625140}")
                .build();
        to.accept(bytes("chain: another disk under the parent's name", CHILD.toBytes(), stranger.toBytes()));
    }

    private static void kinds(Consumer<HostileCase> to) {
        byte[] vhd = DiskImage.dynamic(3 * MIB).build().toBytes();
        to.accept(bytes("chain: a VHD under a VHDX", CHILD.toBytes(), vhd));
        DiskImage other = DiskImage.dynamic(3 * MIB).build();
        byte[] child = DiskImage.differencing(3 * MIB).parent(other).build().toBytes();
        to.accept(bytes("chain: a VHDX under a VHD", child, DISK.toBytes()));
        VhdxImage large = sparse(1, VhdxImage.dynamic(3 * MIB))
                .logicalSector(4096)
                .block(0, VhdxImage.FULL)
                .build();
        VhdxImage small = HostileCase.child().parent(large, BASE).build();
        to.accept(bytes("chain: sectors of 512 over 4096", small.toBytes(), large.toBytes()));
    }

    private static void parents(Consumer<HostileCase> to) {
        VhdxImage dirty = DISK.toBuilder()
                .log(VhdxLogRecipe.dirty(3, Entry.of(5, 0, Change.right("table", 0, 4096))))
                .build();
        to.accept(bytes("chain: a parent with a log that is needed", CHILD.toBytes(), dirty.toBytes()));
        byte[] lost = dirty.toBytes();
        Arrays.fill(lost, HostileCase.LOG, HostileCase.LOG + MIB, (byte) 0);
        to.accept(bytes("chain: a parent with a log that is lost", CHILD.toBytes(), lost));
        byte[] torn = DISK.toBytes();
        torn[HostileCase.HEADER_2 + 100] ^= 1;
        to.accept(bytes("chain: a parent with a torn header", CHILD.toBytes(), torn));
        byte[] both = torn.clone();
        both[HostileCase.HEADER_1 + 100] ^= 1;
        to.accept(bytes("chain: a parent without a sound header", CHILD.toBytes(), both));
    }
}
