/**
 * A lab of many disks as rows of tables: its disks, layers and chains, and what each layer owns and did. {@link
 * io.github.vhdlayers.rows.Lab} lists the disks of a folder, and {@link io.github.vhdlayers.rows.TableRows} makes the rows of one disk.
 *
 * <p>Programs that keep, send or ask for rows stand on this, so that a column has one meaning and one source in all of them. Only the
 * reader is used; which service reads file systems is the caller's choice.
 */
@NullMarked
package io.github.vhdlayers.rows;

import org.jspecify.annotations.NullMarked;
