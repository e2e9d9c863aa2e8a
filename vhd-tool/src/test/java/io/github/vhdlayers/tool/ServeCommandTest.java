package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, and other people's programs as its clients. */
@Timeout(120)
class ServeCommandTest {
    @TempDir
    Path folder;

    private static String text(Path folder, String... command) throws IOException {
        return InteropTools.run(folder, command).requireSuccess().text();
    }

    @Test
    void whereToServeHasToBeSaid() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun.of("serve", leaf).failed(2, "--socket", "--port");
        ToolRun.of("serve", leaf, "--socket", "s", "--port", 0).failed(2, "exclude each other");
        ToolRun.of("serve", leaf, "--port", 65_536).failed(2, "not 0 to 65535");
        ToolRun.of("serve", leaf, "--port", "-1").failed(2, "not 0 to 65535");
        ToolRun.of("serve", folder.resolve("none.vhd"), "--port", 0).failed(7, "none.vhd");
    }

    @Test
    void theSocketNeverReplacesAFile() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        byte[] before = Files.readAllBytes(leaf);
        ToolRun.of("serve", leaf, "--socket", leaf).failed(2, "layer 0");
        ToolRun.of("serve", leaf, "--socket", folder.resolve("base.vhd")).failed(2, "layer 2");
        Path taken = Files.writeString(folder.resolve("taken"), "mine");
        ToolRun.of("serve", leaf, "--socket", taken).failed(2, "already exists");
        ToolRun.of("serve", leaf, "--socket", folder).failed(2, "already exists");
        ToolRun.of("serve", leaf, "--socket", folder.resolve("no/where")).failed(7, "cannot serve at", "no/where");
        ToolRun.of("serve", leaf, "--socket", folder.resolve("x".repeat(200))).failed(7, "cannot serve at");
        if (File.separatorChar == '/') {
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
            ToolRun.of("serve", leaf, "--socket", link).failed(2, "already exists");
            assertFalse(Files.exists(folder.resolve("nowhere")));
        }
        assertEquals("mine", Files.readString(taken));
        assertArrayEquals(before, Files.readAllBytes(leaf));
    }

    @Test
    void runsUntilItIsStoppedAndRemovesItsSocket() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path socket = folder.resolve("a socket");
        try (ServedDisk server = ServedDisk.start(folder, leaf, "--socket", socket)) {
            assertTrue(server.announced().startsWith("Serving " + leaf), server.announced());
            assertTrue(server.announced().contains("as-of-2"), server.announced());
            assertTrue(server.uri("nbdfuse").endsWith("a%20socket"), server.announced());
            assertTrue(Files.exists(socket));
            if (File.separatorChar == '/') {
                assertEquals(
                        "[OWNER_READ, OWNER_WRITE]",
                        Files.getPosixFilePermissions(socket).stream()
                                .sorted()
                                .toList()
                                .toString());
            }
            ToolRun.of("serve", leaf, "--socket", socket).failed(2, "already exists");
            assertEquals("", server.errors());
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void anotherFileThatTookTheNameOfTheSocketStays() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path socket = folder.resolve("s");
        try (ServedDisk server = ServedDisk.start(folder, leaf, "--socket", socket)) {
            assertNotNull(server.announced());
            Files.delete(socket);
            Files.writeString(socket, "mine");
        }
        assertEquals("mine", Files.readString(socket));
    }

    @Test
    void aPortThatIsTakenIsAnError() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        try (ServedDisk server = ServedDisk.start(folder, leaf, "--port", 0)) {
            String uri = server.uri("nbdfuse");
            assertTrue(uri.startsWith("nbd://127.0.0.1:"), uri);
            String port = uri.substring(uri.lastIndexOf(':') + 1, uri.lastIndexOf('/'));
            ToolRun.of("serve", leaf, "--port", port).failed(7, "cannot serve at port " + port);
        }
    }

    @Test
    void otherProgramsReadTheDiskAndItsMap() throws Exception {
        String missing = InteropTools.missing("nbdinfo", "nbdcopy", "qemu-img", "cmp");
        assumeTrue(missing.isEmpty(), missing);
        Path leaf = TestDisks.writeChain(folder);
        for (Object[] place : new Object[][] {{"--socket", folder.resolve("s")}, {"--port", 0}}) {
            try (ServedDisk server = ServedDisk.start(folder, leaf, place[0], place[1])) {
                JsonNode list = new ObjectMapper()
                        .readTree(text(folder, "nbdinfo", "--list", "--json", server.uri("nbdinfo --list")));
                assertEquals(3, list.get("exports").size());
                for (int layer = 0; layer < (place[0].equals("--port") ? 1 : 3); layer++) {
                    String name = layer == 0 ? "leaf" : "as-of-" + layer;
                    JsonNode export = list.get("exports").get(layer);
                    assertEquals(name, export.get("export-name").textValue());
                    assertTrue(export.get("is_read_only").booleanValue());
                    assertTrue(export.get("can_multi_conn").booleanValue());
                    String uri = server.uri("nbdfuse").replace("/leaf", "/" + name);
                    Path raw = folder.resolve("raw-" + place[0] + layer);
                    ToolRun.of("export", leaf, raw, "--as-of", layer);
                    Path copied = folder.resolve("copied-" + place[0] + layer);
                    text(folder, "nbdcopy", uri, copied.toString());
                    assertEquals(-1, Files.mismatch(raw, copied));
                    text(folder, "qemu-img", "compare", "-f", "raw", uri, raw.toString());
                    assertEquals(map(leaf, layer), extents(text(folder, "nbdinfo", "--map=vhd:owner", "--json", uri)));
                    String allocation = text(folder, "nbdinfo", "--map", "--totals", "--json", uri);
                    assertEquals(
                            map(leaf, layer).stream()
                                    .filter(run -> run.get(1) < 65_536)
                                    .mapToLong(run -> run.get(0))
                                    .sum(),
                            size(new ObjectMapper().readTree(allocation), "data"));
                }
                assertEquals("", server.errors());
            }
        }
    }

    @Test
    void otherProgramsFailWhereSectorsAreUnknown() throws Exception {
        String missing = InteropTools.missing("nbdinfo", "nbdcopy", "qemu-img");
        assumeTrue(missing.isEmpty(), missing);
        DiskImage orphan = DiskImage.differencing(4 << 20)
                .parent(DiskImage.dynamic(4 << 20).build())
                .own(0, 64, SectorContent.pattern(1))
                .build();
        Path leaf = TestDisks.write(TestChain.of(orphan), folder);
        try (ServedDisk server = ServedDisk.start(folder, leaf, "--orphan", "--socket", folder.resolve("s"))) {
            String uri = server.uri("nbdfuse");
            assertTrue(InteropTools.run(folder, "nbdcopy", uri, "null:").exitCode() != 0);
            assertTrue(InteropTools.run(folder, "qemu-img", "convert", "-O", "raw", uri, "out")
                            .exitCode()
                    != 0);
            assertEquals(
                    List.of(List.of(64L * 512, 0L), List.of((4L << 20) - 64 * 512, 262_144L)),
                    extents(text(folder, "nbdinfo", "--map=vhd:owner", "--json", uri)));
            assertTrue(server.errors().contains("which is missing"), server.errors());
        }
    }

    /** Lengths and flags; neighbours of one status are one. */
    private static List<List<Long>> extents(String json) throws IOException {
        List<List<Long>> extents = new ArrayList<>();
        for (JsonNode extent : new ObjectMapper().readTree(json)) {
            add(extents, extent.get("length").longValue(), extent.get("type").longValue());
        }
        return extents;
    }

    private static List<List<Long>> map(Path leaf, int layer) throws IOException {
        List<List<Long>> extents = new ArrayList<>();
        for (JsonNode run :
                ToolRun.json("map", leaf, "--as-of", layer, "--json").get("runs")) {
            String owner = run.get("owner").asText();
            add(
                    extents,
                    run.get("sector_count").longValue() * 512,
                    owner.equals("unwritten") ? 131_072 : Long.parseLong(owner));
        }
        return extents;
    }

    private static void add(List<List<Long>> extents, long length, long status) {
        List<Long> last = extents.isEmpty() ? List.of(0L, -1L) : extents.get(extents.size() - 1);
        if (last.get(1) == status) {
            extents.set(extents.size() - 1, List.of(last.get(0) + length, status));
        } else {
            extents.add(List.of(length, status));
        }
    }

    private static long size(JsonNode totals, String description) {
        for (JsonNode total : totals) {
            if (description.equals(total.get("description").asText())) {
                return total.get("size").longValue();
            }
        }
        return 0;
    }
}
