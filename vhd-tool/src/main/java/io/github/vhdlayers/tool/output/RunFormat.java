package io.github.vhdlayers.tool.output;

/** How runs of sectors are printed. The constants are spelt as the option's values are. */
public enum RunFormat {
    /** Columns for a person, and sums behind them. */
    text,
    /** Comma-separated values with a header, and nothing else. */
    csv,
    /** One document: the runs, and the sums behind them. */
    json
}
