package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any keys and values in the parent locator of a VHDX: nothing outside the permitted folder may be opened or asked about. Input: a byte
 * that selects the key, two for the length of the value, and the value in UTF-16; again and again.
 */
public final class RecordedLocator {
    private static final int MIB = 1 << 20;
    private static final int MOST_PAIRS = 8;
    private static final List<String> KEYS = List.of(
            "relative_path", "volume_path", "absolute_win32_path", "parent_linkage2", "other", "parent_linkage");
    private static final VhdxImage BASE = VhdxImage.dynamic(MIB).build();
    private static final Path FOLDER = folder();
    private static final WatchedFileSystem WATCHED = new WatchedFileSystem(FileSystems.getDefault());

    private RecordedLocator() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        VhdxImage.Builder child = VhdxImage.differencing(MIB).parent(BASE, "base.vhdx");
        boolean linked = true;
        StringBuilder values = new StringBuilder();
        for (int pair = 0; pair < MOST_PAIRS && !draw.isEmpty(); pair++) {
            String key = KEYS.get(draw.u8() % KEYS.size());
            String value = new String(draw.bytes(draw.below(2000) / 2 * 2), StandardCharsets.UTF_16BE);
            child.pair(key, value);
            linked &= !key.equals("parent_linkage");
            values.append(key).append('=').append(value).append(' ');
        }
        WATCHED.forget();
        VhdOptions options =
                VhdOptions.builder().parentFolders(List.of(WATCHED.of(FOLDER))).build();
        try (VirtualDisk disk = VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhdx", child.build().toBytes()), options)) {
            Walk.require(
                    disk.chain().layers().size() == 2,
                    "a chain of " + disk.chain().layers());
        } catch (VhdException e) {
            Walk.require(!linked || !e.getMessage().isEmpty(), "an error without words");
        }
        for (WatchedFileSystem.Use use : WATCHED.uses()) {
            Walk.require(use.path().startsWith(FOLDER), use + " for " + values);
            Walk.require(
                    use.action() != WatchedFileSystem.Action.OPEN
                            || FOLDER.equals(use.path().getParent()),
                    use + " for " + values);
        }
    }

    private static Path folder() {
        try {
            Path parent = Files.createTempDirectory("recorded-locators").toRealPath();
            parent.toFile().deleteOnExit();
            Path folder = Files.createDirectory(parent.resolve("evidence"));
            Path base = BASE.writeTo(folder.resolve("base.vhdx"));
            folder.toFile().deleteOnExit();
            base.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> seeds() {
        String[] texts = {
            ".\\base.vhdx",
            "..\\base.vhdx",
            "/etc/passwd",
            "C:\\disks\\base.vhdx",
            "\\\\server\\share\\base.vhdx",
            "\\\\?\\Volume{00000000-0000-0000-0000-000000000000}\\base.vhdx",
            "CON",
            "base.vhdx:stream",
            "{00000000-0000-0000-0000-000000000000}",
            "base.vhdx\0.txt",
            "\uD800\u202Ebase.vhdx"
        };
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            byte[] text = texts[i].getBytes(StandardCharsets.UTF_16BE);
            byte[] input = new byte[3 + text.length];
            input[0] = (byte) i;
            input[1] = (byte) (text.length >> 8);
            input[2] = (byte) text.length;
            System.arraycopy(text, 0, input, 3, text.length);
            seeds.put("locator-" + i, input);
        }
        return seeds;
    }
}
