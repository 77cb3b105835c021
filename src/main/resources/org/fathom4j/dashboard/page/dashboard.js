'use strict';
// Keeps a page as its server would send it now, and draws its charts. Every page reads well without it.
(() => {
  const main = document.getElementById('main');
  const link = document.getElementById('link');
  document.documentElement.classList.add('js');

  // ---- The page: fetched again where the server tells of a change; only what differs is put in place.

  const keyOf = (node) => (node.nodeType === 1 ? node.dataset.key || node.id : '');

  function morph(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeType !== 1) {
      old.data = now.data;
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!now.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
    }
    for (const { name, value } of now.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    // What a person is typing, and what was drawn, is left alone.
    if (old.matches('[data-chart], .legend, .readout, input, textarea') || old === document.activeElement) return;
    morphChildren(old, now);
    if (old.matches('select')) old.value = [...old.options].find((option) => option.hasAttribute('selected'))?.value ?? '';
    if (old.matches('tr[data-key]')) fresh.push(old);
  }

  function morphChildren(old, now) {
    const keyed = new Map();
    for (const child of old.children) if (keyOf(child)) keyed.set(keyOf(child), child);
    let at = old.firstChild;
    for (const next of [...now.childNodes]) {
      const key = keyOf(next);
      const free = at && !keyOf(at) && at.nodeName === next.nodeName;
      const match = key ? keyed.get(key) : free ? at : null;
      if (!match) {
        old.insertBefore(next, at);
        if (next.nodeType === 1 && next.matches('tr[data-key]')) fresh.push(next);
        continue;
      }
      keyed.delete(key);
      if (match === at) at = at.nextSibling;
      else old.insertBefore(match, at);
      morph(match, next);
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  }

  let fresh = []; // rows that differ from before

  // A few rows are shown to be new; where most are, it would tell nothing and take a frame's time for long.
  function flash() {
    const rows = fresh.length <= 12 ? fresh : [];
    fresh = [];
    rows.forEach((row) => row.classList.add('fresh'));
    setTimeout(() => rows.forEach((row) => row.classList.remove('fresh')), 1600);
  }

  let busy = false;
  let again = false;

  async function refresh() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    const next = performance.now() + 1500; // watching is to take next to nothing from what is watched
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const focused = document.activeElement;
      morph(main, document.adoptNode(page.getElementById('main')));
      flash();
      if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
      document.title = page.title;
      drawSoon();
    } catch (trouble) {
      link.textContent = 'No connection';
    } finally {
      setTimeout(() => {
        busy = false;
        if (again) {
          again = false;
          refresh();
        }
      }, next - performance.now());
    }
  }

  let source = null;

  function listen() {
    if (!main.dataset.events || source || document.hidden) return;
    source = new EventSource(main.dataset.events);
    source.onopen = () => (link.textContent = 'Live');
    source.onmessage = (event) => {
      if (event.data !== main.dataset.version) refresh();
    };
    source.onerror = () => {
      link.textContent = 'No connection';
      if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
      source = null;
      setTimeout(listen, 5000);
    };
  }

  document.addEventListener('visibilitychange', () => {
    // A browser opens only six connections to a server: windows that nobody sees give theirs back.
    if (document.hidden && source) {
      source.close();
      source = null;
    }
    listen();
  });
  addEventListener('pagehide', () => source && source.close());
  setInterval(() => {
    if (!document.hidden && main.querySelector('.head .pill.running')) refresh(); // its clock goes on
  }, 5000);

  // ---- Filters: in the address as they are typed.

  let typing = 0;
  document.addEventListener('input', (event) => {
    const form = event.target.form;
    if (!form || !form.matches('[data-filter]')) return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      history.replaceState(null, '', location.pathname + (query.size ? '?' + query : ''));
      drawn = -Infinity; // other charts are wanted
      refresh();
    }, 250);
  });
  document.addEventListener('submit', (event) => {
    if (event.target.matches('[data-filter]')) event.preventDefault();
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-choose] select')) event.target.form.requestSubmit();
  });

  // ---- Charts.

  const charts = new Map(); // place -> {plot, sign, marks}
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const palette = () => [0, 1, 2, 3, 4, 5].map((i) => style('--series-' + i));
  const shown = (value, share) =>
    value == null ? 'none' : share ? value.toFixed(1) + '%' : String(Number(value.toPrecision(4)));

  function axes(data, title) {
    const axis = {
      stroke: style('--muted'),
      font: '12px Roboto, sans-serif',
      grid: { stroke: style('--grid'), width: 1 },
      ticks: { show: false },
    };
    return [
      { ...axis, grid: { show: false }, space: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], label: title, labelFont: axis.font, labelSize: 20, size: 28 },
      { ...axis, size: 52, values: (u, ticks) => ticks.map((v) => (data.share ? v + '%' : String(Number(v.toPrecision(6))))) },
    ];
  }

  // A few huge losses of first epochs would flatten all the rest.
  function range(data, columns) {
    return () => {
      const values = columns.flat().filter((v) => v != null).sort((a, b) => a - b);
      if (!values.length) return [0, 1];
      const cut = !data.share && values.length >= 20 ? Math.ceil(values.length * 0.98) - 1 : values.length - 1;
      const low = values[0];
      const high = values[cut];
      const room = (high - low || Math.abs(high) || 1) * 0.06;
      return [low - room < 0 && low >= 0 ? 0 : low - room, high + room];
    };
  }

  function curves(data, several) {
    const colours = palette();
    const x = Array.from({ length: data.epochs }, (_, i) => i + 1);
    let under = 0;
    // The best and those under way are drawn last, above the others.
    const order = { running: 2, complete: 1 };
    const rank = (s) => (s.best ? 3 : order[s.state] || 0);
    const series = several ? data.series : [...data.series].sort((a, b) => rank(a) - rank(b));
    const columns = series.map((s) => x.map((_, i) => (i < s.values.length ? s.values[i] : null)));
    const marks = series.map((s, i) => ({ name: s.label, head: 'trial ' + s.trial, href: s.href }));
    const looks = series.map((s, i) => {
      if (several) return { stroke: colours[i % 6], width: 2, dash: i >= 6 ? [6, 4] : undefined };
      if (s.state === 'running') return { stroke: colours[1 + (under++ % 5)], width: 2 };
      if (s.best) return { stroke: colours[0], width: 3 };
      if (s.state === 'complete') return { stroke: style('--thread'), width: 1.25 };
      if (s.state === 'failed' || s.state === 'diverged') return { stroke: style('--failed'), width: 1.25 };
      return { stroke: style('--thread'), width: 1.25, dash: [3, 3] };
    });
    looks.forEach((look, i) => (look.points = { show: series[i].values.length === 1, size: look.width > 1.5 ? 7 : 5, fill: look.stroke }));
    const keys = series.map((s, i) => ({ s, look: looks[i] })).filter(({ s }) => several || s.best || s.state === 'running');
    return {
      data: [x, ...columns],
      series: looks,
      columns,
      marks,
      unit: 'epoch',
      keys: keys.reverse().slice(0, 8).map(({ s, look }) => ({
        colour: look.stroke,
        dash: look.dash,
        text: (several && data.found === 1 ? s.label : 'trial ' + s.trial + (s.best ? ', best' : '')) + ' · ' + shown(s.told, data.share),
        href: s.href,
      })),
      note: data.found > series.length && series.length ? series.length + ' of ' + data.found + ' curves: under way, and the best' : '',
    };
  }

  function search(data) {
    const states = ['complete', 'pruned', 'waiting', 'running', 'diverged', 'failed'].filter((s) => data.states.includes(s));
    const columns = states.map((state) => data.values.map((v, i) => (data.states[i] === state ? v : null)));
    const many = data.trials.length > 400;
    const looks = states.map((state) => ({
      stroke: style('--' + state),
      width: 0,
      paths: () => null,
      points: { show: true, size: many ? 4 : 7, fill: style('--' + state), stroke: style('--paper'), width: many ? 0 : 1 },
    }));
    const known = data.best.some((v) => v != null);
    const best = { stroke: style('--accent'), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } };
    return {
      data: [data.trials, ...columns, data.best],
      series: [...looks, best],
      columns: [...columns, data.best],
      marks: [...states.map((state) => ({ name: state, labels: data.labels, href: '' })), { name: 'best so far', href: '' }],
      unit: 'trial',
      keys: [...states.map((state) => ({ colour: style('--' + state), dot: true, text: state })), ...(known ? [{ colour: style('--accent'), text: 'best so far' }] : [])],
      note: '',
    };
  }

  async function draw(place) {
    const answer = await fetch(place.dataset.src);
    if (!answer.ok) return;
    const data = await answer.json();
    const kind = place.dataset.chart;
    if (kind === 'timeline') {
      drawTimeline(place, data);
      return;
    }
    const drawn = kind === 'search' ? search(data) : curves(data, kind === 'compare');
    const readout = place.parentElement.querySelector('.readout');
    legend(place, drawn);
    const known = charts.get(place);
    if (!drawn.columns.some((column) => column.some((v) => v != null))) {
      if (known) known.plot.destroy();
      charts.delete(place);
      readout.textContent = 'Nothing has been measured yet.';
      return;
    }
    const sign = JSON.stringify([drawn.series.map((s) => [s.stroke, s.width, s.dash, s.points.show]), drawn.marks.map((m) => m.head), place.dataset.src]);
    if (known && known.sign === sign) {
      known.drawn = drawn;
      known.share = data.share;
      renew(known, drawn.data);
      return;
    }
    if (known) known.plot.destroy();
    if (readout.textContent.startsWith('Nothing')) readout.textContent = '';
    const chart = { sign, drawn, share: data.share, readout, at: null };
    const first = drawn.data[0][0];
    const last = drawn.data[0][drawn.data[0].length - 1];
    chart.plot = new uPlot(
      {
        ...size(place),
        legend: { show: false },
        scales: {
          x: { time: false, range: (u, min, max) => (min === max ? [min - 0.5, max + 0.5] : [min, max]) },
          y: { range: (u) => range(data, chart.drawn.columns)() },
        },
        axes: axes(data, drawn.unit),
        cursor: { focus: { prox: 24 }, drag: { x: true, y: false }, y: false, points: { size: 7 } },
        focus: { alpha: kind === 'search' ? 1 : 0.25 },
        series: [{}, ...drawn.series],
        hooks: { setCursor: [() => tell(chart)], setSeries: [(u, i) => point(chart, i)], ...zoom(chart) },
      },
      drawn.data,
      place,
    );
    charts.set(place, chart);
  }

  // A part that was dragged out stays in view while the run goes on; a double click shows all again.
  const zoom = (chart) => ({
    setSelect: [(u) => (chart.zoomed ||= u.select.width > 0)],
    ready: [(u) => u.over.addEventListener('dblclick', () => (chart.zoomed = false))],
  });

  function renew(chart, columns) {
    chart.plot.setData(columns, !chart.zoomed);
    if (chart.zoomed) chart.plot.redraw();
  }

  function drawTimeline(place, data) {
    const drawn = Timeline.of(data, style);
    const known = charts.get(place);
    const ends = [[drawn.from, drawn.to], [null, null]];
    legend(place, drawn);
    if (known && known.drawn.lanes === drawn.lanes && known.drawn.unit === drawn.unit) {
      known.drawn = drawn;
      known.at = null; // another stretch may have its place now
      renew(known, ends);
      return;
    }
    if (known) known.plot.destroy();
    const chart = { drawn, at: null, paper: style('--paper'), readout: place.parentElement.querySelector('.readout') };
    const [x, y] = axes({}, drawn.unit);
    const lanes = { ...y, size: 34, incrs: [1, 2, 5, 10, 20, 50], space: 16 };
    chart.readOut = (at) => {
      chart.at = at;
      chart.readout.textContent = at == null ? '' : drawnMark(chart).text;
      chart.plot.redraw(false);
    };
    chart.step = (right, up) => chart.readOut(Timeline.step(chart, right, up));
    chart.size = () => ({ ...size(place), height: Timeline.height(chart.drawn.lanes) });
    const options = Timeline.options(chart, size(place), [{ ...x, incrs: undefined }, lanes], (at) => chart.readOut(at));
    Object.assign(options.hooks, zoom(chart));
    chart.plot = new uPlot(options, ends, place);
    charts.set(place, chart);
  }

  const drawnMark = (chart) => chart.drawn.marks[chart.at];

  function point(chart, series) {
    chart.at = series == null ? null : series - 1;
    tell(chart);
  }

  function tell(chart) {
    const { plot, drawn } = chart;
    if (!plot) return;
    const i = plot.cursor.idx;
    if (i == null || chart.at == null || chart.at < 0) {
      chart.readout.textContent = '';
      return;
    }
    const mark = drawn.marks[chart.at];
    if (!mark) return;
    const value = shown(drawn.columns[chart.at][i], chart.share);
    const label = mark.labels ? mark.labels[i] : mark.name;
    const head = mark.head || mark.name;
    chart.readout.textContent = [drawn.unit + ' ' + drawn.data[0][i], head, value, label === head ? '' : label].filter(Boolean).join(' · ');
  }

  function legend(place, drawn) {
    const list = place.parentElement.querySelector('.legend');
    list.replaceChildren(
      ...drawn.keys.map((key) => {
        const item = document.createElement('li');
        const swatch = document.createElement('span');
        if (key.sign) swatch.textContent = key.sign;
        else swatch.className = key.dot ? 'dot' : key.dash ? 'dash' : 'dash whole';
        swatch.style.color = key.colour;
        const words = document.createElement(key.href ? 'a' : 'span');
        words.textContent = key.text;
        if (key.href) words.href = key.href;
        item.append(swatch, words);
        return item;
      }),
    );
    if (drawn.note) {
      const item = document.createElement('li');
      item.className = 'muted';
      item.textContent = drawn.note;
      list.append(item);
    }
  }

  const size = (place) => ({ width: Math.max(200, place.clientWidth), height: innerWidth < 700 ? 220 : 290 });

  // Left and right along the epochs, up and down from curve to curve.
  document.addEventListener('keydown', (event) => {
    const chart = charts.get(event.target);
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!chart || !steps) return;
    event.preventDefault();
    if (chart.step) {
      chart.step(...steps);
      return;
    }
    const { plot, drawn } = chart;
    const count = drawn.columns.length;
    const series = (((chart.at == null ? count - 1 : chart.at + steps[1]) % count) + count) % count;
    const column = drawn.columns[series];
    let i = plot.cursor.idx == null ? column.length - 1 : plot.cursor.idx + steps[0];
    while (i >= 0 && i < column.length && column[i] == null) i += steps[0] || -1;
    if (i < 0 || i >= column.length) return;
    plot.setSeries(series + 1, { focus: true });
    plot.setCursor({ left: plot.valToPos(drawn.data[0][i], 'x'), top: plot.valToPos(column[i], 'y') });
    chart.at = series;
    tell(chart);
  });

  // A click on a curve leads to its trial; where a part is in view, it may be the half of a double click.
  let going = 0;
  document.addEventListener('click', (event) => {
    const place = event.target.closest('[data-chart]');
    const chart = place && charts.get(place);
    const mark = chart && chart.at != null && chart.drawn.marks[chart.at];
    clearTimeout(going);
    if (!mark || !mark.href || !event.target.closest('.u-over')) return;
    if (!chart.zoomed) location.href = mark.href;
    else if (event.detail === 1) going = setTimeout(() => (location.href = mark.href), 400);
  });

  let drawn = -Infinity;
  let soon = 0;

  // Charts that were drawn a moment ago wait: their numbers are most of what watching costs.
  function drawSoon() {
    const wait = drawn + 3000 - performance.now();
    if (wait <= 0) drawAll();
    else soon ||= setTimeout(drawAll, wait);
  }

  function drawAll() {
    drawn = performance.now();
    clearTimeout(soon);
    soon = 0;
    for (const place of document.querySelectorAll('[data-chart]')) {
      sight.observe(place);
      if (inSight.has(place) || !charts.has(place)) drawNext(place);
      else stale.add(place);
    }
  }

  // One chart after the other, each in a frame of its own.
  let drawing = Promise.resolve();
  function drawNext(place) {
    stale.delete(place);
    drawing = drawing
      .then(() => draw(place))
      .catch(() => (link.textContent = 'No connection'))
      .then(() => new Promise(requestAnimationFrame));
  }

  // A chart that is out of sight is drawn anew when it comes into sight.
  const inSight = new Set();
  const stale = new Set();
  const sight = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) inSight.delete(target);
        else if (inSight.add(target) && stale.has(target)) drawNext(target);
      }
    },
    { rootMargin: '200px' },
  );

  function drawAnew() {
    charts.forEach((chart) => chart.plot.destroy());
    charts.clear();
    drawAll();
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAnew);
  new ResizeObserver(() => charts.forEach((chart, place) => chart.plot.setSize(chart.size ? chart.size() : size(place)))).observe(main);

  document.fonts.load('12px Roboto').finally(drawAll);
  listen();
})();
