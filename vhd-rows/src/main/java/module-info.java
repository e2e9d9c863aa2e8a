/** A lab of many disks as rows of tables, for programs that keep, send or ask for them. */
module io.github.vhdlayers.rows {
    requires transitive io.github.vhdlayers.reader;
    requires static transitive org.jspecify;

    exports io.github.vhdlayers.rows;
}
