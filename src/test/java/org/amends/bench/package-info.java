/**
 * The benchmarks: {@code mvn -q -Pbench -Dbench=NAME}, {@code -Dbench=list} names them. Each ends with one line of figures.
 * Start with {@link org.amends.bench.Bench}.
 */
package org.amends.bench;
