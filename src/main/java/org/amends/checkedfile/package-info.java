/**
 * Files that people write (settings, surveys), read so that a mistake is answered with file, line, value and what is
 * allowed. Anyone may import it; it imports nothing of ours. Start with {@link org.amends.checkedfile.CheckedFile}.
 */
package org.amends.checkedfile;
