package io.github.vhdlayers.samples.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the help mentions what there is. */
class HelpTest {
    private static final List<String> EVERYWHERE = List.of("--help", "--version", "Example:", "Exit codes:");
    private static final Map<String, List<String>> COMMANDS = Map.of(
            "info", List.of("FILE", "--parents", "--orphan", "--json", "--quiet"),
            "map",
                    List.of(
                            "FILE",
                            "--parents",
                            "--orphan",
                            "--format",
                            "text, csv, json",
                            "--from",
                            "--sectors",
                            "--as-of"),
            "cat", List.of("FILE", "--parents", "--orphan", "--as-of", "--from", "--sectors", "--fill"),
            "export", List.of("FILE", "--parents", "--orphan", "--as-of", "--fill", "--quiet", "OUT"),
            "audit", List.of("FILE", "--parents", "--orphan", "--layer", "--format", "text, csv, json", "--quiet"),
            "compare", List.of("A B", "--parents", "--orphan", "--format", "text, csv, json", "--hash", "disks differ"),
            "history", List.of("FILE", "--parents", "--orphan", "--audit-base"),
            "layout", List.of("FILE", "--json"),
            "residue", List.of("FILE", "--json", "--output"),
            "report", List.of("FILE", "--parents", "--orphan", "--output", "--no-audit", "--no-hash", "--quiet"));

    @Test
    void everyCommandTellsItsOptions() {
        COMMANDS.forEach((command, options) -> {
            String help = ToolRun.of(command, "--help").well().out();
            EVERYWHERE.forEach(option -> assertTrue(help.contains(option), () -> option + " is not in: " + help));
            options.forEach(option -> assertTrue(help.contains(option), () -> option + " is not in: " + help));
        });
    }

    @Test
    void theProgramTellsItsCommands() {
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
    }

    @Test
    void versionIsKnownEverywhere() {
        assertTrue(ToolRun.of("--version").well().out().startsWith("vhd "));
        assertTrue(ToolRun.of("cat", "--version").well().out().startsWith("vhd "));
    }
}
