package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Whether the text of a URL is what its escaped bytes stand for. */
class PercentTextTest {
    @Test
    void putsBytesBack() {
        assertEquals("file:///a b", PercentText.decode("file:///a%20b"));
        assertEquals(" x ", PercentText.decode("%20x%20"));
        assertEquals("\u00e9\u20ac", PercentText.decode("%C3%a9%E2%82%AC"));
        assertEquals("file:///plain", PercentText.decode("file:///plain"));
        assertEquals("\u00e9 ", PercentText.decode("\u00e9%20"));
    }

    @Test
    void leavesWhatIsNoEscape() {
        assertEquals("100%", PercentText.decode("100%"));
        assertEquals("100%2", PercentText.decode("100%2"));
        assertEquals("%2g%g2 ", PercentText.decode("%2g%g2%20"));
        assertEquals("%%20".replace("%20", " "), PercentText.decode("%%20"));
        assertEquals("%FF", PercentText.decode("%FF"), "a byte that is no text");
    }
}
