/**
 * A small virtual machine with a real kernel whose GPIO chip and I2C bus are the kernel's own simulations: for what a machine
 * without such hardware cannot show. Start with {@link org.amends.testbed.machine.SmallMachine}.
 */
package org.amends.testbed.machine;
