/**
 * Hub and terminal side by side as two processes, with a sample venue, for a first look and for the tests that cross both.
 * In the full build only; nothing imports it. Start with {@link org.amends.demo.DemoMain}.
 */
package org.amends.demo;
