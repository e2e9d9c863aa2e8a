/** What a command prints, whatever it is about: tables as text, CSV and JSON, exit codes, failures, numbers as a person reads them. */
@NullMarked
package io.github.vhdlayers.tool.output;

import org.jspecify.annotations.NullMarked;
