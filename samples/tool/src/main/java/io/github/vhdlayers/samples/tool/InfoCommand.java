package io.github.vhdlayers.samples.tool;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.MissingParent;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vhd info}: what a file is, what chain it belongs to, and what is odd about both. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd info leaf.vhd --parents ../bases"},
        description = {
            "Shows what FILE is, its chain, how many sectors each layer owns, and what is odd.",
            "Of a disk whose parent is missing it shows what is known, and then fails unless --orphan is given."
        })
final class InfoCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--json", description = "one JSON document; docs/info-json.md describes its fields")
    private boolean json;

    @Mixin
    private QuietOption quiet = new QuietOption();

    InfoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.openEvenIfOrphan()) {
            InfoReport report;
            try (ProgressLine progress = quiet.line(streams, "info", opened.size())) {
                report = InfoReporter.report(opened, spec.version()[0], progress);
            }
            Writer out = streams.textOut();
            out.write(json ? json(report) : InfoText.of(report));
            out.flush();
            MissingParent missing = opened.chain().missingParent();
            if (missing != null && !disk.orphan()) {
                throw missing.problem();
            }
        }
        return ExitCode.OK;
    }

    private static String json(InfoReport report) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        lines.indentObjectsWith(indenter);
        lines.indentArraysWith(indenter);
        return JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build()
                        .writer(lines)
                        .writeValueAsString(report)
                + "\n";
    }
}
