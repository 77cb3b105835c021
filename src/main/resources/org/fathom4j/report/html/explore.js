'use strict';
// Every trial of the sweep, to brush and to filter. Draws with D3 what the page carries as JSON; what is
// filtered away here leaves the page's other figures and its table of trials too.
(() => {
  const data = JSON.parse(document.getElementById('exploration').textContent);
  const section = document.getElementById('explore');
  const dims = data.dimensions;
  const count = data.numbers.length;
  const all = d3.range(count);
  const MOST_CURVES = 400;
  const MOST_NETWORKS = 24;
  const PALETTE = 6;
  const find = (selector) => section.querySelector(selector);
  section.hidden = false;

  const state = {
    log: new Set(dims.flatMap((dim, d) => (dim.log ? [d] : []))),
    ranges: new Map(), // dimension -> part of its axis that is kept, from 0 at its foot to 1
    off: new Set(), // networks switched off
    colour: data.arms.length <= PALETTE ? 'network' : String(data.y),
    x: data.x,
    y: data.y,
  };
  let kept = all;

  // ---- Values.

  const value = (d, i) => dims[d].values[i];
  const shown = (v, digits = 3) =>
    Math.abs(v) >= 10000 ? d3.format('.' + digits + '~s')(v).replace('G', 'B') : String(+v.toPrecision(digits + 1));
  const told = (d, i) => {
    const v = value(d, i);
    if (v == null) return '–';
    return dims[d].categories ? dims[d].categories[v] : shown(v) + dims[d].unit;
  };
  const mayBeLog = (d) => !dims[d].categories && dims[d].values.every((v) => v == null || v > 0);

  function scale(d, from, to) {
    const dim = dims[d];
    if (dim.categories) return d3.scalePoint(d3.range(dim.categories.length), [from, to]).padding(0.5);
    const [low, high] = d3.extent(dim.values);
    if (low == null) return d3.scaleLinear([0, 1], [from, to]);
    if (low === high) return d3.scaleLinear([low - (Math.abs(low) || 1) * 0.1, high + (Math.abs(low) || 1) * 0.1], [from, to]);
    return state.log.has(d) ? d3.scaleLog([low, high], [from, to]) : d3.scaleLinear([low, high], [from, to]);
  }

  // Few whole labels rather than many that collide: a logarithmic axis of one decade has no round ticks of its own.
  function ticks(d, s, most) {
    if (dims[d].categories) return s.domain();
    const whole = dims[d].values.every((v) => v == null || Number.isInteger(v));
    const round = s.ticks(most).filter((v) => !whole || Number.isInteger(v)); // there are no 2.5 layers
    if (!state.log.has(d)) return round;
    const decades = round.filter((v) => /^[125]0*$/.test(String(v).replace(/^0\.0*/, '')));
    const few = decades.length > most ? decades.filter((v) => Number.isInteger(Math.log10(v))) : decades;
    return few.length >= 2 ? few : s.domain();
  }
  // As many digits as it takes to tell the ticks apart.
  function tickText(d, values, most) {
    if (dims[d].categories) return (v) => short(dims[d].categories[v], most);
    const digits = [3, 4, 5, 6].find((n) => new Set(values.map((v) => shown(v, n))).size === values.length) || 6;
    return (v) => shown(v, digits);
  }
  const titled = (d) => dims[d].name + (dims[d].unit ? ', ' + dims[d].unit : '');

  // ---- Colour.

  function colours() {
    if (state.colour === 'network') return (i) => `var(--series-${Math.max(0, data.arm[i]) % PALETTE})`;
    const d = Number(state.colour);
    const s = scale(d, 0, 1);
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return (i) => {
      const v = value(d, i);
      if (v == null) return 'var(--muted)';
      const t = dims[d].better < 0 ? 1 - s(v) : s(v);
      return d3.interpolateViridis(dark ? 0.25 + 0.75 * t : 0.85 * t);
    };
  }

  // ---- What is kept.

  function keep() {
    const limits = [...state.ranges].map(([d, [low, high]]) => ({ d, low, high, s: scale(d, 0, 1) }));
    kept = all.filter(
      (i) =>
        !state.off.has(data.arm[i]) &&
        limits.every(({ d, low, high, s }) => {
          const v = value(d, i);
          return v != null && s(v) >= low - 1e-9 && s(v) <= high + 1e-9;
        }),
    );
    const within = new Set(kept);
    const numbers = new Set(kept.map((i) => data.numbers[i]));
    d3.selectAll('#parallel .trial, #scatter .trial').classed('off', (i) => !within.has(i));
    document.querySelectorAll('figure [data-trials]').forEach((mark) => {
      mark.classList.toggle('off', !mark.dataset.trials.split(' ').some((n) => numbers.has(+n)));
    });
    document.querySelectorAll('#every-trial tbody tr').forEach((row) => (row.hidden = !numbers.has(+row.cells[0].textContent)));
    drawCurves();
    find('#kept').textContent = (kept.length === count ? 'All ' + count : kept.length + ' of ' + count) + ' trials kept';
    find('#keep-all').disabled = !state.ranges.size && !state.off.size;
  }

  // ---- One trial at a time, in every chart.

  const outcome = (i) => (data.states[i] === 'complete' ? told(data.y, i) + ' ' + dims[data.y].name : data.states[i]);

  function point(i, x, y) {
    section.querySelectorAll('.at').forEach((node) => node.classList.remove('at'));
    find('#curves .train')?.remove();
    if (i == null) {
      fathomTip.hide();
      return;
    }
    section.querySelectorAll(`[data-i="${i}"]`).forEach((node) => {
      node.classList.add('at');
      if (!node.closest('#scatter')) node.parentNode.append(node);
    });
    curves.train(i);
    const network = data.arms[data.arm[i]] || '';
    const lines = ['trial ' + data.numbers[i], network + (network ? ', ' : '') + data.runs[i], outcome(i)];
    const more = [state.x, state.y].filter((d) => d !== data.y && !network.includes(dims[d].name)).map((d) => dims[d].name + ' ' + told(d, i));
    const cause = data.causes[data.numbers[i]];
    fathomTip.show([...lines, ...more, ...(cause ? [cause] : [])], x, y);
    find('#pointed').textContent = [...lines, ...more].join(', ');
  }

  function pointing(selection) {
    selection
      .on('pointerenter', (event, i) => point(i, event.clientX, event.clientY))
      .on('pointerleave', () => point(null));
  }

  // ---- Parallel axes.

  const frame = (place, height, least) => {
    const width = Math.max(least, find(place).clientWidth);
    return d3.select(find(place)).html('').append('svg').attr('width', width).attr('height', height).attr('viewBox', [0, 0, width, height]);
  };

  const halves = (text) => {
    const blanks = [...text.matchAll(/ /g)].map(({ index }) => index);
    if (!blanks.length || text.length < 12) return [text];
    const cut = d3.least(blanks, (at) => Math.abs(at - text.length / 2));
    return [text.slice(0, cut), text.slice(cut + 1)];
  };
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1) + '…' : text);

  function drawParallel() {
    const axes = data.axes;
    const height = 330;
    const svg = frame('#parallel', height, 92 * axes.length);
    const width = +svg.attr('width');
    const top = 62;
    const foot = height - 14;
    const x = d3.scalePoint(axes, [dims[axes[0]].categories ? 92 : 52, width - 52]);
    const scales = new Map(axes.map((d) => [d, scale(d, foot, top)]));
    const colour = colours();
    svg.attr('role', 'group').attr('aria-label', 'Every trial as a line across ' + axes.map((d) => dims[d].name).join(', '));
    const line = d3.line(([d]) => x(d), ([d, i]) => scales.get(d)(value(d, i))).defined(([d, i]) => value(d, i) != null);
    pointing(
      svg
        .append('g')
        .selectAll('path')
        .data(all)
        .join('path')
        .attr('class', 'trial')
        .attr('data-i', (i) => i)
        .attr('d', (i) => line(axes.map((d) => [d, i])))
        .style('stroke', colour),
    );
    const axis = svg.append('g').selectAll('g').data(axes).join('g').attr('class', 'axis').attr('transform', (d) => `translate(${x(d)},0)`);
    axis.each(function (d) {
      const s = scales.get(d);
      const group = d3.select(this);
      const at = ticks(d, s, 6);
      group.call(d3.axisLeft(s).tickValues(at).tickFormat(tickText(d, at, 12)).tickSize(4));
      halves(titled(d)).forEach((half, row) =>
        group.append('text').attr('class', 'name').attr('y', 14 + 15 * row).text(short(half, 15)).append('title').text(titled(d)),
      );
      if (mayBeLog(d)) logButton(group.append('g').attr('transform', `translate(0,${44})`), d);
      brush(group, d, top, foot);
    });
  }

  function logButton(group, d) {
    const turn = (event) => {
      event.stopPropagation();
      if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      toggleLog(d);
      section.querySelector(`[data-log="${d}"]`)?.focus();
    };
    group
      .attr('class', 'log')
      .attr('role', 'button')
      .attr('tabindex', 0)
      .attr('data-log', d)
      .attr('aria-pressed', state.log.has(d))
      .attr('aria-label', dims[d].name + ' logarithmic')
      .on('click keydown', turn)
      .append('text')
      .text(state.log.has(d) ? 'log' : 'linear');
  }

  function toggleLog(d) {
    if (state.log.has(d)) state.log.delete(d);
    else state.log.add(d);
    state.ranges.delete(d);
    drawAll();
  }

  function brush(group, d, top, foot) {
    const part = (y) => (foot - y) / (foot - top);
    const place = ([low, high]) => [foot - high * (foot - top), foot - low * (foot - top)];
    const move = d3
      .brushY()
      .extent([[-12, top - 6], [12, foot + 6]])
      .on('brush end', ({ selection, sourceEvent }) => {
        if (!sourceEvent) return; // moved by the page itself
        if (selection) state.ranges.set(d, [part(selection[1]), part(selection[0])]);
        else state.ranges.delete(d);
        describe();
        keep();
      });
    const handle = group.append('g').attr('class', 'brush').call(move);
    const describe = () => {
      const range = state.ranges.get(d);
      const inside = range ? 'kept in part' : 'all kept';
      handle.attr('aria-label', `${dims[d].name}: ${inside}. Up and Down move the lower end, with Shift the upper; Escape keeps all.`);
    };
    handle
      .attr('tabindex', 0)
      .attr('role', 'group')
      .attr('data-axis', d)
      .on('keydown', (event) => {
        const step = { ArrowUp: 0.05, ArrowDown: -0.05 }[event.key];
        if (!step && event.key !== 'Escape') return;
        event.preventDefault();
        let [low, high] = state.ranges.get(d) || [-0.02, 1.02];
        if (event.shiftKey) high = Math.max(low, Math.min(1.02, high + (step || 0)));
        else low = Math.min(high, Math.max(-0.02, low + (step || 0)));
        if (!step || (low <= -0.02 && high >= 1.02)) state.ranges.delete(d);
        else state.ranges.set(d, [low, high]);
        handle.call(move.move, state.ranges.has(d) ? place([low, high]) : null);
        describe();
        keep();
      });
    describe();
    if (state.ranges.has(d)) handle.call(move.move, place(state.ranges.get(d)));
  }

  // ---- Two dimensions against each other.

  const MARGIN = { left: 56, right: 16, top: 14, bottom: 44 };

  function axes(svg, width, height, x, y, xd, yd) {
    const below = xd == null ? x.ticks(Math.max(2, Math.floor(width / 70))) : ticks(xd, x, Math.max(2, Math.floor(width / 90)));
    const beside = yd == null ? y.ticks(6) : ticks(yd, y, 6);
    svg
      .append('g')
      .attr('class', 'axis')
      .attr('transform', `translate(0,${height - MARGIN.bottom})`)
      .call(d3.axisBottom(x).tickValues(below.filter((v) => xd != null || Number.isInteger(v))).tickFormat(xd == null ? String : tickText(xd, below, 12)));
    svg
      .append('g')
      .attr('class', 'axis grid')
      .attr('transform', `translate(${MARGIN.left},0)`)
      .call(d3.axisLeft(y).tickValues(beside).tickFormat(yd == null ? (v) => shown(v) : tickText(yd, beside, 9)).tickSize(-(width - MARGIN.left - MARGIN.right)));
  }

  function name(svg, width, height, below, beside) {
    svg.append('text').attr('class', 'name').attr('x', (MARGIN.left + width - MARGIN.right) / 2).attr('y', height - 8).text(below);
    svg.append('text').attr('class', 'name').attr('transform', `translate(12,${(height - MARGIN.bottom) / 2})rotate(-90)`).text(short(beside, 34));
  }

  // Those that no other beats in both: the front from which every choice is made.
  function front(points) {
    const sx = dims[state.x].better;
    const sy = dims[state.y].better;
    if (!sx || !sy || state.x === state.y) return [];
    const found = [];
    let best = -Infinity;
    for (const i of d3.sort(points, (a, b) => sx * (value(state.x, b) - value(state.x, a)) || sy * (value(state.y, b) - value(state.y, a)))) {
      const worth = sy * value(state.y, i);
      if (worth > best) {
        best = worth;
        found.push(i);
      }
    }
    return found;
  }

  function drawScatter() {
    const height = 320;
    const svg = frame('#scatter', height, 280);
    const width = +svg.attr('width');
    const x = scale(state.x, MARGIN.left + 10, width - MARGIN.right - 10);
    const y = scale(state.y, height - MARGIN.bottom - 10, MARGIN.top + 4);
    const points = all.filter((i) => value(state.x, i) != null && value(state.y, i) != null);
    const colour = colours();
    axes(svg, width, height, x, y, state.x, state.y);
    name(svg, width, height, titled(state.x), titled(state.y));
    const best = front(points);
    const step = d3.line((i) => x(value(state.x, i)), (i) => y(value(state.y, i)));
    if (best.length > 1) svg.append('path').attr('class', 'front').attr('d', step.curve(dims[state.x].better < 0 ? d3.curveStepAfter : d3.curveStepBefore)(best));
    find('#front').textContent = best.length > 1 ? 'The line is the Pareto front: no other trial is better in both.' : '';
    const dots = svg
      .append('g')
      .selectAll('circle')
      .data(points)
      .join('circle')
      .attr('class', 'trial')
      .attr('data-i', (i) => i)
      .attr('cx', (i) => x(value(state.x, i)))
      .attr('cy', (i) => y(value(state.y, i)))
      .attr('r', count > 1000 ? 3 : 4.5)
      .style('fill', colour);
    pointing(dots);
    svg
      .attr('tabindex', 0)
      .attr('role', 'group')
      .attr('aria-label', `${titled(state.y)} against ${titled(state.x)}, ${points.length} trials. Left and Right go from trial to trial.`)
      .on('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (event.key === 'Escape') point(null);
        if (!step) return;
        event.preventDefault();
        const within = new Set(kept);
        const order = d3.sort(points.filter((i) => within.has(i)), (i) => value(state.x, i), (i) => value(state.y, i));
        if (!order.length) return;
        const before = order.indexOf(walked);
        walked = order[before < 0 ? (step > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, before + step))];
        const box = find(`#scatter [data-i="${walked}"]`).getBoundingClientRect();
        point(walked, box.left, box.top);
      })
      .on('blur', () => point(null));
  }
  let walked = null;

  // ---- Learning curves.

  const curves = { train: () => {} };

  function drawCurves() {
    const height = 320;
    const svg = frame('#curves', height, 280);
    const width = +svg.attr('width');
    const { validation, train, title, unit } = data.curves;
    const sign = dims[data.y].better < 0 ? 1 : -1;
    const some = kept.filter((i) => validation[i].some((v) => v != null));
    const drawn = some.length > MOST_CURVES ? d3.sort(some, (i) => sign * (value(data.y, i) ?? -sign * Infinity)).slice(0, MOST_CURVES) : some;
    find('#curves-note').textContent =
      drawn.length < some.length ? `The ${drawn.length} best of ${some.length}; brush to see others.` : drawn.length ? 'Validation; the trial that you point at shows its training too.' : 'Nothing was measured by epoch.';
    const values = drawn.flatMap((i) => validation[i].filter((v) => v != null)).sort(d3.ascending);
    const high = unit ? values.at(-1) : d3.quantileSorted(values, 0.98); // a few huge first losses would flatten all
    const epochs = d3.max(drawn, (i) => validation[i].length) || 1;
    const x = d3.scaleLinear([1, Math.max(2, epochs)], [MARGIN.left + 6, width - MARGIN.right]);
    const y = d3.scaleLinear([values[0] ?? 0, high ?? 1], [height - MARGIN.bottom - 6, MARGIN.top]).nice().clamp(true);
    axes(svg, width, height, x, y, null, null);
    name(svg, width, height, 'epoch', title + (unit ? ', ' + unit : ''));
    const line = d3.line((v, e) => x(e + 1), y).defined((v) => v != null);
    const colour = colours();
    svg.attr('role', 'img').attr('aria-label', `Learning curves of ${drawn.length} trials: validation ${title} by epoch`);
    pointing(
      svg
        .append('g')
        .selectAll('path')
        .data(drawn)
        .join('path')
        .attr('class', (i) => 'trial' + (validation[i].length === 1 ? ' dot' : ''))
        .attr('data-i', (i) => i)
        .attr('d', (i) => line(validation[i]))
        .style('stroke', colour),
    );
    curves.train = (i) =>
      svg.append('path').attr('class', 'train').attr('d', line(train[i] || [])).style('stroke', colour(i));
  }

  // ---- Controls.

  function choose(id, options, chosen, then) {
    const select = find(id);
    for (const [text, of] of options) {
      const option = document.createElement('option');
      option.value = of;
      option.textContent = text;
      option.selected = String(of) === String(chosen);
      select.append(option);
    }
    select.addEventListener('change', () => then(select.value));
  }

  const every = dims.map((dim, d) => [dim.name, d]).filter(([, d]) => dims[d].values.some((v) => v != null));
  choose('#colour', [...(data.arms.length <= PALETTE ? [['network', 'network']] : []), ...every], state.colour, (of) => {
    state.colour = of;
    drawAll();
  });
  for (const side of ['x', 'y']) {
    choose('#' + side, every, state[side], (of) => {
      state[side] = Number(of);
      drawAll();
    });
    find('#log-' + side).addEventListener('change', () => toggleLog(state[side]));
  }

  if (data.arms.length > 1 && data.arms.length <= MOST_NETWORKS) {
    find('#networks').replaceChildren(
      ...data.arms.map((label, arm) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = label;
        button.setAttribute('aria-pressed', 'true');
        button.style.setProperty('--tone', data.arms.length <= PALETTE ? `var(--series-${arm})` : 'var(--muted)');
        button.addEventListener('click', () => {
          if (state.off.has(arm)) state.off.delete(arm);
          else state.off.add(arm);
          button.setAttribute('aria-pressed', !state.off.has(arm));
          keep();
        });
        return button;
      }),
    );
  }
  find('#keep-all').addEventListener('click', () => {
    state.ranges.clear();
    state.off.clear();
    section.querySelectorAll('#networks button').forEach((button) => button.setAttribute('aria-pressed', 'true'));
    drawAll();
  });

  function drawAll() {
    for (const side of ['x', 'y']) {
      const box = find('#log-' + side);
      box.checked = state.log.has(state[side]);
      box.disabled = !mayBeLog(state[side]);
    }
    drawParallel();
    drawScatter();
    keep();
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  let width = section.clientWidth;
  new ResizeObserver(() => {
    if (section.clientWidth === width) return;
    width = section.clientWidth;
    drawAll();
  }).observe(section);
  drawAll();
})();
