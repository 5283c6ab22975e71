/**
 * Hub and terminal side by side as two processes, with a sample venue, for a first look and for the tests that cross both; and
 * a day of guests and staff that can be played into the hub before. In the full build only; nothing imports it. Start with
 * {@link org.amends.demo.DemoMain}, then {@link org.amends.demo.Day}.
 */
package org.amends.demo;
