package org.fathom4j.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void fixed_roundsAndNeverShowsMinusZero() {
    assertThat(Numbers.fixed(-0.04, 1)).isEqualTo("0.0");
    assertThat(Numbers.fixed(-1.26, 1)).isEqualTo("−1.3");
    assertThat(Numbers.fixed(Double.NaN, 1)).isEqualTo("–");
  }

  @Test
  void signed_hasAPlus_butNotForZero() {
    assertThat(Numbers.signed(0.04, 1)).isEqualTo("0.0");
    assertThat(Numbers.signed(8.16, 1)).isEqualTo("+8.2");
    assertThat(Numbers.signed(-8.16, 1)).isEqualTo("−8.2");
  }

  @Test
  void significant_keepsDigits_notDecimals() {
    assertThat(Numbers.significant(0.31249, 3)).isEqualTo("0.312");
    assertThat(Numbers.significant(1234.5, 3)).isEqualTo("1230");
    assertThat(Numbers.significant(0, 3)).isEqualTo("0");
    assertThat(Numbers.significant(0.0000123, 2)).isEqualTo("0.000012");
  }

  @Test
  void size_isShort() {
    assertThat(Numbers.size(850)).isEqualTo("850");
    assertThat(Numbers.size(60_000)).isEqualTo("60k");
    assertThat(Numbers.size(59_950)).isEqualTo("60k");
    assertThat(Numbers.size(999_600)).isEqualTo("1M");
    assertThat(Numbers.size(1_254_000)).isEqualTo("1.25M");
  }

  @Test
  void duration_growsItsUnits() {
    assertThat(Numbers.duration(4.21)).isEqualTo("4.2 s");
    assertThat(Numbers.duration(59.4)).isEqualTo("59 s");
    assertThat(Numbers.duration(59.6)).isEqualTo("1 min");
    assertThat(Numbers.duration(200)).isEqualTo("3 min 20 s");
    assertThat(Numbers.duration(7500)).isEqualTo("2 h 5 min");
  }

  @Test
  void value_showsParametersAsTheFileHasThem() {
    assertThat(Numbers.value(3)).isEqualTo("3");
    assertThat(Numbers.value(3.0)).isEqualTo("3");
    assertThat(Numbers.value(0.0072)).isEqualTo("0.0072");
    assertThat(Numbers.value(1e-5)).isEqualTo("0.00001");
    assertThat(Numbers.value("relu")).isEqualTo("relu");
  }

  @Test
  void p_isNeverZero() {
    assertThat(Numbers.p(1 / 32.0)).isEqualTo("0.031");
    assertThat(Numbers.p(1e-9)).isEqualTo("<0.001");
  }
}
