package io.github.vhdlayers.internal.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are those of pieces, and which folders a written place stands for. */
class PlacesTest {
    @ParameterizedTest
    @CsvSource({"disk.v01, disk, 1", "disk.V63, disk, 63", "a.b.v10, a.b, 10", "x.v00, x, 0", "x.v99, x, 99"})
    void takesAPiecesNameApart(String name, String stem, int number) {
        assertEquals(new PieceName(stem, number), PieceName.of(name));
    }

    @Test
    void aNameMayBeNothingButAnEnding() {
        assertEquals(new PieceName("", 7), PieceName.of(".v07"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v01",
                "disk.vhd",
                "disk.x01",
                "diskv01",
                "d.v/1",
                "d.v:1",
                "d.v1/",
                "d.v1:",
                "d.va1",
                "d.v1a"
            })
    void otherNamesAreNoPieces(String name) {
        assertNull(PieceName.of(name));
    }

    @Test
    void starsStandForAFolderWithAllBelowIt() {
        ParentPlaces places = ParentPlaces.of(List.of("one", "two/**", "**", "/**"));
        assertEquals(List.of(Path.of("one")), places.folders());
        assertEquals(List.of(Path.of("two"), Path.of(""), Path.of("/")), places.trees());
    }
}
