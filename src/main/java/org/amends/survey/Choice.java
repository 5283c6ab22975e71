package org.amends.survey;

/**
 * One reason a guest can press.
 *
 * @param id   stays the same when the words are bettered, so that trends can count it
 * @param text what the guest reads
 */
public record Choice(String id, Texts text) {
}
