package io.github.vhdlayers.tool.terminal;

/** What a standard stream of the process is connected to. */
enum StreamKind {
    /** A terminal, which a person may be looking at. */
    TERMINAL,
    /** A pipe or a socket: another program reads it. */
    PIPE,
    /** A regular file. */
    FILE,
    /** Something else, such as the device that swallows everything, or not known. */
    OTHER
}
