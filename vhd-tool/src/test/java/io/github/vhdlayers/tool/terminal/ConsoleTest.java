package io.github.vhdlayers.tool.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.github.vhdlayers.tool.output.Failures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of a terminal, and what it is shown. Windows is played by a stand-in for its library. */
class ConsoleTest {
    @Test
    void showsWhatTheCharacterSetLacksAsEscape() throws Exception {
        assertEquals(
                "Gr\u00fc\u00dfe \\u65e5\\ud83d\\ude00.vhd", shown("Gr\u00fc\u00dfe \u65e5\ud83d\ude00.vhd", "IBM850"));
        assertEquals("\\u00fc", shown("\u00fc", "US-ASCII"));
        assertEquals("\u65e5", shown("\u65e5", "windows-31j"));
    }

    @Test
    void namesThatDifferAreShownDifferently() throws Exception {
        assertFalse(shown("\u0435.txt", "US-ASCII").equals(shown("\u0451.txt", "US-ASCII")));
    }

    @Test
    void charactersMayArriveInPieces() throws Exception {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        OutputStream text = ConsoleEncoding.of(terminal, StandardCharsets.ISO_8859_1);
        for (byte single : "\u00e9\u20ac\ud83d\ude00".repeat(5000).getBytes(StandardCharsets.UTF_8)) {
            text.write(single);
        }
        text.flush();
        assertEquals("\u00e9\\u20ac\\ud83d\\ude00".repeat(5000), terminal.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void leavesUtf8Alone() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        assertTrue(ConsoleEncoding.of(terminal, StandardCharsets.UTF_8) == terminal);
    }

    @Test
    void asksWindowsForItsStreams() {
        FakeWindows windows = new FakeWindows();
        windows.consoles.put(-12, 3);
        windows.types.put(-11, 3);
        windows.window = new short[] {0, 0, 119, 29};
        WindowsConsole console = new WindowsConsole(windows);
        assertEquals(StreamKind.TERMINAL, console.error());
        assertEquals(StreamKind.PIPE, console.output());
        assertEquals(120, console.columns());
        assertTrue(console.understandsColours());
        assertEquals(7, windows.consoles.get(-12), "the mode has the bit for colours");
        assertNull(console.outputFile());
    }

    @Test
    void namesTheFileThatWindowsWritesTo() {
        FakeWindows windows = new FakeWindows();
        windows.types.put(-11, 1);
        windows.path = "\\\\?\\C:\\case 1\\leaf.vhd";
        assertEquals(Path.of("C:\\case 1\\leaf.vhd"), new WindowsConsole(windows).outputFile());
        assertEquals(StreamKind.OTHER, new WindowsConsole(windows).error());
    }

    @Test
    void withoutTheWindowsLibraryThereIsNoTerminal() {
        WindowsConsole console = new WindowsConsole(null);
        assertEquals(StreamKind.OTHER, console.error());
        assertEquals(0, console.columns());
        assertFalse(console.understandsColours());
        assertNull(console.outputFile());
    }

    @ParameterizedTest
    @CsvSource({
        "\\\\?\\C:\\a\\b.vhd, C:\\a\\b.vhd",
        "\\\\?\\UNC\\server\\share\\b.vhd, \\\\server\\share\\b.vhd",
        "\\\\?\\unc\\server\\share\\b.vhd, \\\\server\\share\\b.vhd",
        "\\\\server\\share\\b.vhd, \\\\server\\share\\b.vhd",
        "\\\\?\\Volume{1}\\b.vhd, \\\\?\\Volume{1}\\b.vhd",
        "C:\\a\\b.vhd, C:\\a\\b.vhd",
        "\\\\?\\, \\\\?\\"
    })
    void takesPathsAsOtherProgramsPrintThem(String typed, String path) {
        assertEquals(path, PathConverter.withoutPrefix(typed));
    }

    @Test
    void advisesOnAFileThatHyperVHasOpen() {
        FileSystemException held =
                new FileSystemException("C:\\vm\\leaf.avhd", null, "Der Prozess kann nicht auf die Datei zugreifen");
        assertTrue(
                Failures.message(held, true).contains("if Hyper-V or another program holds the file"),
                Failures.message(held, true));
        assertFalse(Failures.message(held, false).contains("Hyper-V"));
        assertFalse(Failures.message(new IOException("x"), true).contains("Hyper-V"));
    }

    @Test
    void memoryAndFilesThatRunOutNameTheLimitToRaise() {
        String heap = Failures.message(new OutOfMemoryError("Java heap space"), false);
        assertTrue(heap.contains("VHD_JAVA_OPTS=-Xmx"), heap);
        String threads = Failures.message(
                new OutOfMemoryError(
                        "unable to create native thread: possibly out of memory or process/resource limits reached"),
                false);
        assertTrue(threads.contains("ulimit -u") && !threads.contains("-Xmx"), threads);
        String files = Failures.message(new FileSystemException("a.vhd", null, "Too many open files"), false);
        assertTrue(files.startsWith("a.vhd: Too many open files") && files.contains("ulimit -n"), files);
    }

    private static String shown(String text, String charset) throws IOException {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (OutputStream stream = ConsoleEncoding.of(terminal, Charset.forName(charset))) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return terminal.toString(Charset.forName(charset));
    }

    /** The handles of streams are their numbers. */
    private static final class FakeWindows implements WindowsConsole.Kernel32 {
        private final Map<Integer, Integer> consoles = new HashMap<>();
        private final Map<Integer, Integer> types = new HashMap<>();
        private short[] window = new short[4];
        private String path = "";

        @Override
        public Pointer GetStdHandle(int stream) {
            return new Pointer(stream);
        }

        @Override
        public int GetFileType(@Nullable Pointer handle) {
            return types.getOrDefault(number(handle), 0);
        }

        @Override
        public boolean GetConsoleMode(@Nullable Pointer handle, IntByReference mode) {
            Integer known = consoles.get(number(handle));
            if (known != null) {
                mode.setValue(known);
            }
            return known != null;
        }

        @Override
        public boolean SetConsoleMode(@Nullable Pointer handle, int mode) {
            return consoles.replace(number(handle), mode) != null;
        }

        @Override
        public int GetFinalPathNameByHandleW(@Nullable Pointer handle, char[] buffer, int size, int flags) {
            path.getChars(0, path.length(), buffer, 0);
            return path.length();
        }

        @Override
        public boolean GetConsoleScreenBufferInfo(@Nullable Pointer handle, byte[] info) {
            ByteBuffer buffer =
                    ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN).position(10);
            for (short edge : window) {
                buffer.putShort(edge);
            }
            return consoles.containsKey(number(handle));
        }

        private static int number(@Nullable Pointer handle) {
            return (int) Pointer.nativeValue(handle);
        }
    }
}
