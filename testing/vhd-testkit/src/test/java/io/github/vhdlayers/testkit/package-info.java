/** The testkit's own tests: it judges others, so its bytes and answers are held against ones written by hand. */
@NullMarked
package io.github.vhdlayers.testkit;

import org.jspecify.annotations.NullMarked;
