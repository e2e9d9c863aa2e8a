package io.github.vhdlayers.tool;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vhd completion}: what a shell needs to complete commands, options and their values. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  source <(vhd completion)"},
        description = "Prints a script with which bash and zsh complete commands, options and values.")
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
        // What zsh is given here it takes for whole words, and folders could not be entered. Given nothing, it looks
        // for itself.
        out.println("_vhd_files() { [ -n \"${ZSH_VERSION-}\" ] || compgen -f \"$@\"; }");
        out.print(script.replace("compgen -f --", "_vhd_files --"));
        out.flush();
    }
}
