package org.fathom4j.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round values for axes. */
final class Ticks {
  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten, about so many. */
  static List<Axis.Tick> linear(double low, double high, int about) {
    BigDecimal step = step((high - low) / Math.max(1, about));
    List<Axis.Tick> ticks = new ArrayList<>();
    double slack = (high - low) * 1e-9;
    long first = (long) Math.ceil((low - slack) / step.doubleValue());
    long last = (long) Math.floor((high + slack) / step.doubleValue());
    for (long i = first; i <= last; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      ticks.add(new Axis.Tick(value.doubleValue(), label(value)));
    }
    return ticks;
  }

  /** The round step that is nearest by ratio. */
  private static BigDecimal step(double wanted) {
    int power = (int) Math.floor(Math.log10(wanted));
    double mantissa = wanted / Math.pow(10, power);
    int round = mantissa < Math.sqrt(2) ? 1 : mantissa < Math.sqrt(10) ? 2 : 5;
    return mantissa < Math.sqrt(50)
        ? BigDecimal.valueOf(round).scaleByPowerOfTen(power)
        : BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }

  /** Powers of ten; where there are fewer than three, also twice and five times them. */
  static List<Axis.Tick> logarithmic(double low, double high) {
    List<Axis.Tick> ticks = logarithmic(low, high, new int[] {1});
    return ticks.size() >= 3 ? ticks : logarithmic(low, high, new int[] {1, 2, 5});
  }

  private static List<Axis.Tick> logarithmic(double low, double high, int[] mantissas) {
    List<Axis.Tick> ticks = new ArrayList<>();
    int last = (int) Math.ceil(Math.log10(high));
    for (int power = (int) Math.floor(Math.log10(low)); power <= last; power++) {
      for (int mantissa : mantissas) {
        BigDecimal value = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(power);
        if (value.doubleValue() >= low * (1 - 1e-9) && value.doubleValue() <= high * (1 + 1e-9)) {
          ticks.add(new Axis.Tick(value.doubleValue(), label(value)));
        }
      }
    }
    return ticks;
  }

  private static String label(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    if (size >= 1e6 || (size > 0 && size < 1e-4)) {
      return value.round(new MathContext(3)).stripTrailingZeros().toString().replace("E+", "E");
    }
    return value.toPlainString().replace('-', '−');
  }
}
