// Texts that stick out of the box they stand in, where nothing scrolls.
(() => {
  const wrong = [];
  const range = document.createRange();
  for (const el of document.querySelectorAll('body *')) {
    if (el.closest('svg, script, style, noscript, option') || !el.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const texts = [...el.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!texts.length) continue;
    let box = el;
    while (['inline', 'contents'].includes(getComputedStyle(box).display)) box = box.parentElement;
    const cut = getComputedStyle(box);
    if (['auto', 'scroll'].includes(cut.overflowX)) continue;
    const frame = box.getBoundingClientRect();
    if (frame.width <= 1 || frame.height <= 1) continue; // for screen readers alone
    for (const text of texts) {
      range.selectNodeContents(text);
      for (const line of range.getClientRects()) {
        const out = Math.max(frame.left - line.left, line.right - frame.right, line.bottom - frame.bottom - 4);
        if (out > 1.5) wrong.push('sticks out by ' + out.toFixed(0) + ': ' + text.data.trim().slice(0, 40));
      }
    }
  }
  return [...new Set(wrong)].join('; ');
})();
