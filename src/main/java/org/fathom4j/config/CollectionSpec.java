package org.fathom4j.config;

/**
 * The {@code collection} section: the experiments that belong together, run and shown as one.
 *
 * @param name of the collection: letters, digits, {@code . _ -}
 * @param of what it is taken from, such as a title; empty where unsaid
 * @param section of that which the experiment belongs to; empty where unsaid
 */
public record CollectionSpec(String name, String of, String section) {
  /** The name as a heading: {@code chapter-6} is Chapter 6. */
  public String title() {
    String words = name.replace('-', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
