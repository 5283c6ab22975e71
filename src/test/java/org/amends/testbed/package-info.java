/**
 * Real processes, a real browser and a real display for the tests and benchmarks that cross from terminal to hub. Start
 * with {@link org.amends.testbed.Venue}.
 */
package org.amends.testbed;
