/**
 * A lab on one machine: a folder of disks becomes a store of rows and texts, and questions in SQL are put to it. DuckDB asks the rows,
 * SQLite finds words in the texts.
 */
@NullMarked
package io.github.vhdlayers.samples.lab;

import org.jspecify.annotations.NullMarked;
