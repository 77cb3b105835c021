package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.SweepSpec.Measure;

/**
 * Reads {@code match-parameters} and {@code match-operations} of a sweep section.
 *
 * @param sweep the section
 * @param search what it searches
 */
record MatchReader(MappingOptions sweep, SearchSpec search) {
  private static final double TOLERANCE = 0.02;

  /** Empty where networks may be of any size. */
  Optional<Match> read() {
    List<Match> asked = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (sweep.has(measure.key())) {
        Match match = match(measure);
        check(match);
        asked.add(match);
      }
    }
    if (asked.size() > 1) {
      sweep.problem(
          Measure.OPERATIONS.key(), "and match-parameters: one of the two can be met; choose one");
    }
    return asked.stream().findFirst();
  }

  private void check(Match match) {
    List<String> solved = new ArrayList<>(List.of(match.by()));
    match.fine().ifPresent(fine -> solved.add(fine.name()));
    for (String name : solved) {
      if (!Names.valid(name)) {
        sweep.problem(match.measure().key(), Names.rule(name));
      } else if (search.space().containsKey(name)
          || search.layered().stream().anyMatch(layered -> layered.name().equals(name))) {
        sweep.problem(
            match.measure().key(),
            "solves for '"
                + name
                + "', so it cannot be in the space too; take it out of one of them");
      }
    }
  }

  private Match match(Measure measure) {
    Optional<MappingOptions> section = sweep.mapping(measure.key());
    if (section.isEmpty()) {
      return new Match(
          measure, sweep.whole(measure.key(), 1, 1), "width", Optional.empty(), TOLERANCE);
    }
    try (MappingOptions match = section.get()) {
      String by = match.text("by", "width");
      return new Match(
          measure,
          match.whole(measure.word(), 1),
          by,
          fine(match, by),
          match.number("tolerance", Double.MIN_VALUE, 1, TOLERANCE));
    }
  }

  /** {@code fine: {units: 256}}: the second parameter solved for, and where it should be near. */
  private static Optional<Match.Fine> fine(MappingOptions match, String by) {
    match.section("fine");
    Optional<MappingOptions> fine = match.mapping("fine");
    if (fine.isEmpty()) {
      return Optional.empty();
    }
    if (fine.get().keys().size() != 1 || fine.get().keys().contains(by)) {
      match.problem(
          "fine",
          "must be one parameter other than '"
              + by
              + "' with the value to stay near, as in {units: 256}, got "
              + String.join(", ", fine.get().keys()));
      return Optional.empty();
    }
    String name = fine.get().keys().iterator().next();
    return Optional.of(new Match.Fine(name, fine.get().integer(name, 1)));
  }
}
