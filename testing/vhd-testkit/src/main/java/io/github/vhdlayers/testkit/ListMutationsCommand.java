package io.github.vhdlayers.testkit;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every mutation: name, tab, description. */
@Command(name = "list-mutations", description = "Lists what mutate can break.", mixinStandardHelpOptions = true)
final class ListMutationsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter lines = spec.commandLine().getOut();
        Mutations.all().forEach(mutation -> lines.println(mutation.name() + "\t" + mutation.description()));
        lines.flush();
        return 0;
    }
}
