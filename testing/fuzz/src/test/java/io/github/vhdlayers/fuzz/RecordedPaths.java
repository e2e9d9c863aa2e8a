package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Any text as a parent's recorded name and path: nothing outside the permitted folder may be opened or asked about. */
public final class RecordedPaths {
    private static final Path FOLDER = folder();
    private static final WatchedFileSystem WATCHED = new WatchedFileSystem(FileSystems.getDefault());

    private RecordedPaths() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        int kind = draw.u8();
        byte[] text = draw.bytes(2000);
        String name = new String(text, StandardCharsets.UTF_16BE);
        DiskImage.Builder child = DiskImage.differencing(8 * 512)
                .blockSize(512)
                .parentUniqueId(Seeds.base().uniqueId())
                .parentName(name.length() > 255 ? name.substring(0, 255) : name)
                .locator(0, kind % 2 == 0 ? "W2ru" : "W2ku", text)
                .locator(1, kind % 3 == 0 ? "MacX" : "Wi2r", text);
        WATCHED.forget();
        byte[] leaf;
        try {
            leaf = child.build().toBytes();
        } catch (IllegalArgumentException e) {
            return;
        }
        VhdOptions options =
                VhdOptions.builder().parentFolders(List.of(WATCHED.of(FOLDER))).build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("leaf.vhd", leaf), options)) {
            Walk.require(
                    disk.chain().layers().size() == 2,
                    "a chain of " + disk.chain().layers());
        } catch (VhdException e) {
            throw new AssertionError("the parent is in the folder", e);
        }
        for (WatchedFileSystem.Use use : WATCHED.uses()) {
            Walk.require(use.path().startsWith(FOLDER), use + " for " + name);
            Walk.require(
                    use.action() != WatchedFileSystem.Action.OPEN
                            || FOLDER.equals(use.path().getParent()),
                    use + " for " + name);
        }
    }

    private static Path folder() {
        try {
            Path parent = Files.createTempDirectory("recorded-paths").toRealPath();
            parent.toFile().deleteOnExit();
            Path folder = Files.createDirectory(parent.resolve("evidence"));
            Path base = Seeds.base().writeTo(folder.resolve("base.vhd"));
            folder.toFile().deleteOnExit();
            base.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
