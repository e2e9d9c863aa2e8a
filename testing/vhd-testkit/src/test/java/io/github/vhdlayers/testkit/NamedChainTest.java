package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedChainTest {
    @TempDir
    Path directory = Path.of("");

    private static TestChain chain() {
        DiskImage base = DiskImage.dynamic(1024).build();
        DiskImage middle = DiskImage.differencing(1024).parent(base).build();
        DiskImage leaf = DiskImage.differencing(1024)
                .parent(middle)
                .absoluteLocator("C:\\x\\middle.vhd")
                .build();
        return TestChain.of(leaf, middle, base);
    }

    @Test
    void everyChildKnowsItsParentsFileName() throws IOException {
        List<Path> files = chain().writeTo(directory, List.of("c.avhd", "b.vhd", "a.vhd"));
        assertEquals(
                List.of("c.avhd", "b.vhd", "a.vhd"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        DiskImage leaf = chain().named(List.of("c.avhd", "b.vhd", "a.vhd")).leaf();
        assertEquals("b.vhd", leaf.parentName());
        assertEquals("c.avhd", leaf.fileName().orElseThrow());
        byte[] file = Files.readAllBytes(files.get(0));
        assertArrayEquals(leaf.toBytes(), file);
        // The absolute locator keeps its slot, the relative one takes the next.
        int at = (int) leaf.positions().locatorOffset(1);
        assertEquals(
                ".\\b.vhd",
                new String(
                        Arrays.copyOfRange(file, at, at + leaf.positions().locatorLength(1)),
                        StandardCharsets.UTF_16LE));
    }

    @Test
    void namingAgainReplacesTheRelativeLocator() {
        DiskImage leaf = chain().named(List.of("c", "b", "a")).named().leaf();
        assertEquals("layer1.vhd", leaf.parentName());
        assertEquals(2 * ".\\layer1.vhd".length(), leaf.positions().locatorLength(1));
        assertEquals(Positions.NONE, leaf.positions().locatorOffset(2));
    }

    @Test
    void defaultNamesDifferForABaseAndAnOrphansLastLayer() throws IOException {
        assertEquals(
                List.of("leaf.vhd", "layer1.vhd", "base.vhd"),
                names(chain().writeTo(Files.createDirectory(directory.resolve("complete")))));
        assertEquals(
                List.of("leaf.vhd", "layer1.vhd"),
                names(chain().withoutParents(2).writeTo(Files.createDirectory(directory.resolve("orphan")))));
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
