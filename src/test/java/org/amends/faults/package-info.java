/**
 * The fault bench: a hub and a terminal as real processes, guests who tap, and something that goes wrong at a random moment;
 * afterwards, what guests were thanked for is held against what the hub has. It is run by
 *
 * <pre>
 * mvn -q -Pbench -Dbench=faults -Drounds=N -Dseed=S
 * </pre>
 *
 * with a line for each round, a table of the kinds of fault, and at last
 * {@code faults rounds=N acknowledged=A stored=B lost=C doubled=D seed=S}. {@code -Dfrom=K} goes on with round K, which
 * depends on the seed and on K alone (but for where the machine's own scheduling lets the moments fall);
 * {@code -Dfaults=power-cut,link} chooses kinds by how their names begin; {@code -Dsynchronous=NORMAL} lets the terminal
 * commit carelessly, which power cuts must then show. Power cuts and full disks need root and a loop device, clock jumps
 * need libfaketime; where a kind cannot be had, the run names it and leaves it out. The benchmarks and the tests may import
 * it. Start with {@link org.amends.faults.FaultBench}; a new kind of fault is a {@link org.amends.faults.Fault} in its list.
 */
package org.amends.faults;
