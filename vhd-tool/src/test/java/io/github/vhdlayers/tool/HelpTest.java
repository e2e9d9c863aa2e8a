package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the help mentions what there is. */
class HelpTest {
    private static final List<String> EVERYWHERE = List.of("--help", "--version", "Example:", "Exit codes:");
    private static final Map<String, List<String>> COMMANDS = Map.ofEntries(
            Map.entry("info", List.of("FILE", "--parents", "--orphan", "--as-of", "--json", "--quiet")),
            Map.entry(
                    "map",
                    List.of(
                            "FILE",
                            "--parents",
                            "--orphan",
                            "--format",
                            "text, csv, json",
                            "--json",
                            "--from",
                            "--sectors",
                            "--as-of")),
            Map.entry(
                    "clusters",
                    List.of("FILE PARTITION", "--as-of", "--from", "--count", "text, csv, json", "--json", "--quiet")),
            Map.entry("cat", List.of("FILE", "--parents", "--orphan", "--as-of", "--from", "--sectors", "--fill")),
            Map.entry(
                    "export",
                    List.of(
                            "FILE",
                            "--parents",
                            "--orphan",
                            "--as-of",
                            "--fill",
                            "--quiet",
                            "--no-hash",
                            "--hash-blocks",
                            "OUT")),
            Map.entry(
                    "audit",
                    List.of("FILE", "--parents", "--orphan", "--layer", "text, csv, json", "--json", "--quiet")),
            Map.entry(
                    "compare",
                    List.of("A B", "--parents", "--orphan", "text, csv, json", "--json", "--hash", "disks differ")),
            Map.entry("history", List.of("FILE", "--parents", "--orphan", "--audit-base", "--json", "--quiet")),
            Map.entry("layout", List.of("FILE", "--json", "--quiet")),
            Map.entry("residue", List.of("FILE", "--json", "--output")),
            Map.entry(
                    "report",
                    List.of("FILE", "--parents", "--orphan", "--output", "--no-audit", "--no-hash", "--quiet")),
            Map.entry(
                    "files",
                    List.of("FILE", "--parents", "--changed", "--layer", "--deleted", "text, csv, json", "libtsk")),
            Map.entry("serve", List.of("FILE", "--parents", "--orphan", "--socket", "--port", "vhd:owner", "131072")),
            Map.entry("extract", List.of("FILE [PATH]", "--parents", "--as-of", "--output")));

    @Test
    void everyCommandListsItsOptions() {
        COMMANDS.forEach(HelpTest::tellsItsOptions);
    }

    private static void tellsItsOptions(String command, List<String> options) {
        String help = ToolRun.of(command, "--help").well().out();
        EVERYWHERE.forEach(option -> assertTrue(help.contains(option), () -> option + " is not in: " + help));
        options.forEach(option -> assertTrue(help.contains(option), () -> option + " is not in: " + help));
    }

    @Test
    void theProgramListsItsCommands() {
        String help = ToolRun.of("--help").well().out();
        COMMANDS.keySet().forEach(command -> assertTrue(help.contains("\n  " + command + " "), help));
    }

    @Test
    void helpIsACommandToo() {
        for (String command : COMMANDS.keySet()) {
            assertEquals(
                    ToolRun.of(command, "--help").well().out(),
                    ToolRun.of("help", command).well().out());
        }
        ToolRun.of("help", "nothing").failed(2, "nothing");
    }

    @Test
    void theShellLearnsEveryCommand() {
        String script = ToolRun.of("completion").well().out();
        COMMANDS.keySet().forEach(command -> assertTrue(script.contains(command), command));
        assertTrue(script.contains("--no-audit"), script);
        assertFalse(script.contains("$( compgen -f"), "zsh would take what it gives for whole words");
    }

    @Test
    void versionIsKnownEverywhere() {
        assertTrue(ToolRun.of("--version").well().out().startsWith("vhd "));
        assertTrue(ToolRun.of("cat", "--version").well().out().startsWith("vhd "));
    }
}
