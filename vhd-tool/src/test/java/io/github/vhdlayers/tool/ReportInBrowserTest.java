package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.InteropTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person sees it, in a real browser: the sample evidence's, and a hostile one. */
class ReportInBrowserTest {
    private static final Path LEAF = Path.of("../samples/evidence/leaf.vhd");
    /** Whether something reaches out of the page, or is laid over other text. */
    private static final String FITS = "document.documentElement.scrollWidth <= window.innerWidth";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void showsTheChainAtEveryWidthAndInEveryLight() throws Exception {
        String missing = InteropTools.missing("chromium");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path page = folder.resolve("report.html");
        ToolRun.of("report", LEAF, "-o", page).well();
        try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
            browser.size(1200, 900);
            browser.open(page.toAbsolutePath());
            seesWhatIsThere(browser);
            for (int width : new int[] {360, 768, 1600}) {
                browser.size(width, 900);
                assertTrue(browser.evaluate(FITS).asBoolean(), "the page is wider than a window of " + width);
            }
            String light = background(browser);
            browser.media("screen", "dark");
            assertNotEquals(light, background(browser));
            assertTrue(contrast(browser) >= 7, "dark: contrast " + contrast(browser));
            browser.media("print", "light");
            assertEquals("rgb(255, 255, 255)", background(browser));
            assertTrue(contrast(browser) >= 7, "print: contrast " + contrast(browser));
        }
    }

    @Test
    void aTelephoneShowsTheWholePathAndWhatHappened() throws Exception {
        String missing = InteropTools.missing("chromium", "mkfs.ntfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path page = folder.resolve("report.html");
        ToolRun.of("report", StoryOfNtfs.write(folder, 2090), "-o", page).well();
        try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
            browser.size(390, 800);
            browser.open(page.toAbsolutePath());
            for (int width : new int[] {320, 390, 640, 641, 1024, 1600}) {
                browser.size(width, 900);
                assertTrue(browser.evaluate(FITS).asBoolean(), "the page is wider than a window of " + width);
                double reach = browser.evaluate("Math.max(...[...document.querySelectorAll('.files td')]"
                                + ".map(cell => cell.getBoundingClientRect().right)) / window.innerWidth")
                        .asDouble();
                // Between a telephone and a tablet a table may be moved.
                assertTrue(reach <= 1 || width == 641, "cells of files reach to " + reach + " of a window of " + width);
            }
        }
    }

    @Test
    void printsOnAFewPagesWithTheHeadsOfTables() throws Exception {
        String missing = InteropTools.missing("chromium", "mkfs.ntfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path page = folder.resolve("report.html");
        ToolRun.of("report", DayOfNtfs.write(folder).leaf(), "-o", page).well();
        try (Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
            browser.size(794, 1123);
            browser.open(page.toAbsolutePath());
            browser.media("print", "light");
            assertEquals(
                    "table-header-group",
                    browser.evaluate("getComputedStyle(document.querySelector('thead')).display")
                            .asText());
            assertTrue(
                    browser.evaluate("(() => { const cell = document.querySelector('.scroll td.text');"
                                            + " return cell.offsetWidth / cell.closest('table').offsetWidth })()")
                                    .asDouble()
                            > 0.3,
                    "paths have no room");
            byte[] pdf = browser.print();
            String bytes = new String(pdf, StandardCharsets.ISO_8859_1);
            long pages = Pattern.compile("/Type\\s*/Page[^s]")
                    .matcher(bytes)
                    .results()
                    .count();
            assertTrue(pages >= 2 && pages <= 9, pages + " pages");
            assertTrue(pdf.length < 10_000_000, pdf.length + " bytes");
        }
    }

    private static void seesWhatIsThere(Browser browser) throws Exception {
        String text = browser.evaluate("document.body.innerText").asText();
        for (String said : new String[] {
            "leaf.vhd is a differencing VHD: a disk of 4.0 MiB, read together with its 2 parents.",
            "Of these, 10 differ from the disk below, and 32 were stored again, equal to the layer below.",
            "partition 1 FAT16",
            "The file below is its parent: it bears the id that is recorded here.",
            "Nothing odd was found"
        }) {
            assertTrue(text.contains(said), said + " is not in: " + text);
        }
        // The picture of the partition shows sectors 128 to 327, a column each: the leaf's first sectors are its first.
        JsonNode first = browser.evaluate(
                "(() => { const lane = document.querySelectorAll('#partitions .lane.all svg')[0];"
                        + " const box = lane.getBoundingClientRect(), rect = lane.querySelector('rect.o0').getBoundingClientRect();"
                        + " return [(rect.left - box.left) / box.width, rect.width / box.width, rect.height / box.height] })()");
        assertEquals(0, first.get(0).asDouble(), 0.01);
        assertEquals(8 / 200.0, first.get(1).asDouble(), 0.01);
        assertEquals(1, first.get(2).asDouble(), 0.1);
        assertEquals(
                "rgb(213, 94, 0)",
                browser.evaluate("getComputedStyle(document.querySelector('#p-o0 rect')).fill")
                        .asText());
        assertEquals(0, browser.evaluate("document.scripts.length").asInt());
        assertEquals(
                0,
                browser.evaluate("performance.getEntriesByType('resource').length")
                        .asInt());
    }

    private static String background(Browser browser) throws Exception {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asText();
    }

    /** The contrast of text and page as the accessibility guidelines reckon it, 1 to 21. */
    private static double contrast(Browser browser) throws Exception {
        return browser.evaluate(
                        "(() => { const light = colour => { const [r, g, b] = colour.match(/\\d+/g).map(v => v / 255)"
                                + ".map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);"
                                + " return 0.2126 * r + 0.7152 * g + 0.0722 * b };"
                                + " const style = getComputedStyle(document.body);"
                                + " const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);"
                                + " return (a + 0.05) / (b + 0.05) })()")
                .asDouble();
    }
}
