package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.tool.report.OwnerStyle;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vhd map --png}. */
class MapPictureTest {
    private static final Path LEAF = Path.of("../samples/evidence/leaf.vhd");

    @TempDir
    Path folder;

    @Test
    void drawsEveryOwner() throws Exception {
        Path out = folder.resolve("map.png");
        ToolRun run = ToolRun.of("map", LEAF, "--png", out, "--width", "800");
        assertEquals(0, run.code(), run.err());
        BufferedImage picture = ImageIO.read(out.toFile());
        assertEquals(800, picture.getWidth());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y) & 0xFFFFFF);
            }
        }
        for (int layer = 0; layer < 3; layer++) {
            assertTrue(colours.contains(OwnerStyle.ofLayer(layer).colour()), "layer " + layer);
        }
        ToolRun.of("map", LEAF, "--png", out).failed(2, "exists");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        Path out = folder.resolve("map.png");
        ToolRun.of("map", LEAF, "--png", out, "--width", "10").failed(2, "--width 10: not 200 to 10000");
        ToolRun.of("map", LEAF, "--png", out, "--sectors", "0").failed(2, "there is no sector to draw");
    }
}
