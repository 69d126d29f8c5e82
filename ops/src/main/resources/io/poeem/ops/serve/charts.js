"use strict";
/* The charts of the page. Each is drawn anew when its data, the window's width or the colours change. */
const Charts = (() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});
  const drawn = new Map();

  function frame(root, id, title) {
    let box = document.getElementById(id);
    if (!box) {
      box = document.createElement("div");
      box.className = "plot";
      box.id = id;
      const heading = document.createElement("h3");
      heading.textContent = title;
      box.append(heading, document.createElement("p"), document.createElement("div"));
      box.children[1].className = "soft";
      root.append(box);
    }
    return box;
  }

  function axes(x) {
    const look = {stroke: css("--soft"), font: "12px system-ui, sans-serif", grid: {stroke: css("--line"), width: 1}, ticks: {show: false}};
    return [
      {...look, grid: {show: false}, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000], values: (u, ticks) => ticks.map((t) => x(t))},
      {...look, size: 52, values: (u, ticks) => ticks.map((t) => short.format(t))}
    ];
  }

  function draw(id) {
    const {root, chart} = drawn.get(id);
    const box = frame(root, id, chart.title);
    const place = box.children[2];
    box.children[1].textContent = chart.says;
    box.hidden = chart.x.length === 0;
    if (drawn.get(id).plot) drawn.get(id).plot.destroy();
    if (box.hidden) return;
    const series = [{label: chart.xLabel, value: (u, v) => (v === null ? "–" : chart.xName(v))}];
    for (const line of chart.lines) {
      const colour = css(line.colour);
      series.push({
        label: line.label, stroke: colour, width: chart.bars ? 0 : 1.75, fill: chart.bars ? colour : undefined, points: {show: !chart.bars && chart.x.length < 40, size: 5},
        paths: chart.bars ? uPlot.paths.bars({size: [0.9, 40]}) : undefined, value: (u, v) => (v === null || v === undefined ? "–" : line.format(v))
      });
    }
    const scales = {x: {time: false}, y: {range: (u, low, high) => chart.range(low, high)}};
    drawn.get(id).plot = new uPlot(
      {width: Math.max(120, place.clientWidth), height: 210, series, axes: axes(chart.xName), scales, cursor: {y: false, drag: {x: false, y: false}}},
      [chart.x, ...chart.lines.map((line) => line.values)], place);
  }

  const redraw = () => drawn.forEach((value, id) => draw(id));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let timer;
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(timer);
    timer = setTimeout(redraw, 150);
  });

  return {
    /* chart: title, says, x, xLabel, xName, range, bars, lines of {label, values, colour, format} */
    show(root, id, chart) {
      drawn.set(id, {...drawn.get(id), root, chart});
      draw(id);
    }
  };
})();
