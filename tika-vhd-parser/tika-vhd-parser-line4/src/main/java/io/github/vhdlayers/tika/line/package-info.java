/**
 * Where the two lines of Tika differ. {@link TikaCompat} names what the parser needs in types that both have; one class per line,
 * compiled against that line, does it. Nothing else belongs here. The classes are public for the parser's sake only.
 */
@NullMarked
package io.github.vhdlayers.tika.line;

import org.jspecify.annotations.NullMarked;
