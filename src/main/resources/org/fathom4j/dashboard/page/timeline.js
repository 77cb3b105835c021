'use strict';
// What trained when: a bar for each stretch of training, in as many lanes as trials trained side by side.
const Timeline = {
  // Seconds as people say them.
  units: [[7200, 3600, 'hours'], [300, 60, 'minutes'], [0, 1, 'seconds']],

  // The chart in numbers: what is drawn, read out and told in the legend.
  of(data, style) {
    const [, unit, name] = Timeline.units.find(([from]) => data.seconds >= from);
    const all = data.stretches;
    const states = ['complete', 'pruned', 'waiting', 'running', 'diverged', 'failed'].filter((s) =>
      all.some((each) => data.trials[each.trial].state === s),
    );
    const marks = all.map((each) => {
      const trial = data.trials[each.trial];
      return {
        ...each,
        from: each.from / unit,
        to: each.to / unit,
        colour: style('--' + (each.open ? 'running' : trial.state)),
        ended: !each.open && trial.state === 'pruned' && all.findLast((other) => other.trial === each.trial) === each,
        href: trial.href,
        text: [
          'trial ' + each.trial,
          each.what,
          each.promoted ? 'promoted' : '',
          each.open ? 'under way' : trial.state,
          Number((each.to - each.from).toPrecision(3)) + ' s',
          trial.label,
        ].filter(Boolean).join(' · '),
      };
    });
    return {
      lanes: Math.max(1, data.lanes),
      from: Math.min(...marks.map((mark) => mark.from), data.seconds / unit), // what came before is set-up
      to: Math.max(data.seconds / unit, 1e-3),
      unit: name + ' of running time',
      marks,
      keys: [
        ...states.map((state) => ({ colour: style('--' + state), dot: true, text: state })),
        ...(all.some((each) => each.promoted) ? [{ colour: style('--text'), sign: '▸', text: 'promoted' }] : []),
        ...(marks.some((mark) => mark.ended) ? [{ colour: style('--pruned'), sign: '|', text: 'pruned here' }] : []),
      ],
      note: all.length < data.found ? 'the last ' + all.length + ' of ' + data.found + ' stretches' : '',
    };
  },

  height: (lanes) => 74 + Math.max(2, Math.min(lanes, 12)) * 22,

  options(chart, size, axes, readOut) {
    const lanes = () => chart.drawn.lanes;
    return {
      ...size,
      height: Timeline.height(lanes()),
      legend: { show: false },
      scales: {
        x: { time: false, range: (u, min, max) => (min < max ? [min, max] : [chart.drawn.from, chart.drawn.to]) },
        y: { dir: -1, range: () => [0.4, lanes() + 0.6] },
      },
      axes,
      cursor: { drag: { x: true, y: false }, y: false, points: { show: false } },
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        draw: [(u) => Timeline.bars(u, chart)],
        setCursor: [
          (u) => {
            const { left, top } = u.cursor;
            if (left < 0) return;
            const at = Timeline.under(chart, u.posToVal(left, 'x'), u.posToVal(top, 'y'), 3 / u.bbox.width);
            if (at !== chart.at) readOut(at);
          },
        ],
      },
    };
  },

  under(chart, x, y, near) {
    const lane = Math.round(y);
    const reach = near * (chart.drawn.to - chart.drawn.from);
    const found = chart.drawn.marks.findLastIndex((m) => m.lane === lane && m.from - reach <= x && x <= m.to + reach);
    return found < 0 ? null : found;
  },

  bars(u, chart) {
    const { ctx, bbox } = u;
    const thick = (bbox.height / (chart.drawn.lanes + 0.2)) * 0.62;
    const dot = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    chart.drawn.marks.forEach((mark, i) => {
      const left = u.valToPos(mark.from, 'x', true);
      const right = u.valToPos(mark.to, 'x', true);
      const middle = u.valToPos(mark.lane, 'y', true);
      const width = Math.max(right - left - dot, dot);
      ctx.globalAlpha = chart.at == null || chart.at === i || chart.drawn.marks[chart.at].trial === mark.trial ? 1 : 0.35;
      ctx.fillStyle = mark.colour;
      ctx.fillRect(left, middle - thick / 2, width, thick);
      if (mark.ended) ctx.fillRect(left + width - 2 * dot, middle - thick * 0.78, 2 * dot, thick * 1.56);
      if (mark.promoted && width > 5 * dot) {
        const size = Math.min(thick * 0.3, width * 0.6, 5 * dot);
        ctx.fillStyle = chart.paper;
        ctx.beginPath();
        ctx.moveTo(left + dot * 2, middle - size);
        ctx.lineTo(left + dot * 2 + size, middle);
        ctx.lineTo(left + dot * 2, middle + size);
        ctx.fill();
      }
    });
    ctx.restore();
  },

  // Left and right from stretch to stretch in time, up and down from lane to lane.
  step(chart, right, up) {
    const { marks } = chart.drawn;
    const order = marks.map((_, i) => i).sort((a, b) => marks[a].from - marks[b].from || marks[a].lane - marks[b].lane);
    if (chart.at == null) return order[order.length - 1] ?? null;
    const here = marks[chart.at];
    if (right) return order[Math.max(0, Math.min(order.length - 1, order.indexOf(chart.at) + right))];
    const others = order.filter((i) => marks[i].lane === here.lane - up);
    const apart = (i) => Math.max(0, marks[i].from - here.to, here.from - marks[i].to);
    return others.reduce((best, i) => (best == null || apart(i) < apart(best) ? i : best), null) ?? chart.at;
  },
};
