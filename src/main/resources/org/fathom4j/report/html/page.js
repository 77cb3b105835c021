'use strict';
// What every page can do once it may run scripts: tables that sort and copy, marks that say what they are.
(() => {
  document.documentElement.classList.add('js');

  // ---- Tables.

  const SPAN = { h: 3600, min: 60, s: 1, ms: 0.001 };

  // What a cell is sorted by: its number, a time span in seconds, or its words.
  function worth(text) {
    const plain = text.replace(/−/g, '-').replace(/,/g, '');
    const spans = [...plain.matchAll(/([\d.]+) (h|min|ms|s)\b/g)];
    if (spans.length) return spans.reduce((sum, [, n, unit]) => sum + n * SPAN[unit], 0);
    const number = plain.match(/^<?([+-]?\d[\d.]*(?:E[+-]?\d+)?)([kM]?)/);
    return number ? number[1] * (number[2] === 'k' ? 1e3 : number[2] === 'M' ? 1e6 : 1) : null;
  }

  function sort(table, column, header) {
    const down = header.getAttribute('aria-sort') === 'ascending';
    table.querySelectorAll('th[aria-sort]').forEach((th) => th.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => {
      const text = row.cells[column].textContent.trim();
      return { row, text, number: worth(text), none: text === '–' || text === '' };
    });
    const words = keyed.some((k) => !k.none && k.number === null);
    const sign = down ? -1 : 1;
    keyed.sort((a, b) =>
      a.none || b.none
        ? a.none - b.none
        : sign * (words ? a.text.localeCompare(b.text, undefined, { numeric: true }) : a.number - b.number),
    );
    body.append(...keyed.map((k) => k.row));
  }

  function csv(table) {
    const quoted = (text) => (/[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
    return [...table.rows]
      .filter((row) => !row.hidden)
      .map((row) => [...row.cells].map((cell) => quoted(cell.textContent.trim())).join(','))
      .join('\n');
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  document.querySelectorAll('main table').forEach((table) => {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < 2) return;
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      if (!header.textContent.trim()) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...header.childNodes);
      button.addEventListener('click', () => sort(table, column, header));
      header.append(button);
    });
    const take = document.createElement('button');
    take.type = 'button';
    take.className = 'copy';
    take.textContent = 'Copy as CSV';
    take.addEventListener('click', async () => {
      table.dataset.csv = csv(table); // also for those who read the page by script
      await copy(table.dataset.csv);
      take.textContent = 'Copied';
      setTimeout(() => (take.textContent = 'Copy as CSV'), 1500);
    });
    table.closest('.scroll').after(take);
  });

  // ---- Marks: the browser's own tip comes late and small; this one comes at once.

  const MARK = 'figure [data-tip], .tiles [data-tip]';
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  function show(lines, x, y) {
    tip.replaceChildren(
      ...lines.map((line, i) => {
        const row = document.createElement(i === 0 ? 'strong' : 'span');
        row.textContent = line;
        return row;
      }),
    );
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, x + 14), Math.max(8, document.documentElement.clientWidth - width - 8));
    const above = y - height - 12;
    tip.style.left = left + 'px';
    tip.style.top = (above < 8 ? y + 16 : above) + 'px';
  }

  const hide = () => (tip.hidden = true);

  document.querySelectorAll('figure svg title').forEach((title) => {
    title.parentElement.dataset.tip = title.textContent;
    title.remove();
  });
  document.querySelectorAll('.tiles [title]').forEach((mark) => {
    mark.dataset.tip = mark.title;
    mark.removeAttribute('title');
  });
  document.addEventListener('pointerover', (event) => {
    const mark = event.target.closest(MARK);
    if (!mark) return;
    const [head, ...rest] = mark.dataset.tip.split(': ');
    show([head, rest.join(': ')].filter(Boolean), event.clientX, event.clientY);
  });
  document.addEventListener('pointerout', (event) => event.target.closest(MARK) && hide());

  window.fathomTip = { show, hide };
})();
