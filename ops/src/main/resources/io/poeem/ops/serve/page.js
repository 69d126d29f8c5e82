"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const POLL_MS = 2000;
  const RENEW_MS = 20000;
  const FIELDS = {history: "hist", newest: "last"};

  // ---- text ----
  const num = (x, digits = 0) => (x === null || x === undefined ? "–" : x.toLocaleString("en", {maximumFractionDigits: digits, minimumFractionDigits: digits}));
  const percent = (x, digits = 1) => (x === null || x === undefined ? "–" : num(100 * x, digits) + " %");
  const instant = (ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " ") + " UTC";
  const bytes = (n) => (n < 1e4 ? num(n) + " B" : n < 1e7 ? num(n / 1e3, 1) + " kB" : num(n / 1e6, 1) + " MB");
  const took = (micros) => (micros < 1000 ? num(micros) + " µs" : num(micros / 1000, 1) + " ms");
  const share = (part, whole) => (part === undefined || !whole ? null : part / whole);
  function span(ms) {
    const s = ms / 1000;
    if (s < 120) return num(s, s < 10 ? 1 : 0) + " s";
    if (s < 7200) return num(s / 60) + " min";
    if (s < 172800) return num(s / 3600, 1) + " h";
    return s < 86400 * 700 ? num(s / 86400) + " d" : num(s / 31556952) + " y";
  }
  function el(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- asking the server ----
  class Refused extends Error {
    constructor(status, message) { super(message); this.status = status; }
  }
  async function ask(path, init = {}) {
    const headers = {...init.headers};
    const token = sessionStorage.getItem("poeem-token");
    if (token) headers.Authorization = "Bearer " + token;
    const response = await fetch(path, {...init, headers, cache: "no-store"});
    if (response.status === 304) return {unchanged: true};
    const body = await response.json();
    if (!response.ok) throw new Refused(response.status, body.detail || body.reason || response.statusText);
    return {body, tag: response.headers.get("ETag")};
  }

  // ---- how it stands ----
  function state(kind, text, notice) {
    $("state").dataset.kind = kind;
    $("state-text").textContent = text;
    $("notice").hidden = !notice;
    $("notice").textContent = notice || "";
  }
  function stateOf(index) {
    const subscriber = index.subscriber || {};
    if (!index.ready) return state("warn", "Not ready", "The index is older than this server lets pass: it knows clicks up to " + instant(index.provenance.trained_through) + ".");
    if (subscriber.trouble) return state("warn", "Serving, with trouble", subscriber.message);
    const pinned = subscriber.pinned !== undefined;
    return state("good", pinned ? "Pinned to " + subscriber.pinned : "Serving version " + num(index.version));
  }
  function trouble(e) {
    if (e instanceof Refused && e.status === 401) {
      state("bad", "Locked", sessionStorage.getItem("poeem-token") ? "That token is not the one." : "");
      $("login").hidden = false;
      $("main").hidden = true;
    } else if (e instanceof Refused && e.status === 503) {
      state("wait", "Waiting for a version", e.message);
    } else {
      state("bad", "Unreachable", "The server does not answer; this page tries again by itself.");
    }
  }

  // ---- figures ----
  let index = null;
  let versions = [];

  function tiles() {
    const h = index.health;
    const kept = h.canary_recall_exact ? h.canary_recall / h.canary_recall_exact : null;
    const list = [
      ["Version", num(index.version)],
      ["Newest click", span(Math.max(0, Date.now() - index.provenance.trained_through)) + " ago"],
      ["Items", num(index.items)],
      ["Distortion", num(h.canary_distortion ?? h.rms_distortion, 3)],
      ["Lists, codes in use", percent(share(h["index.coarse_perplexity"], index.shape.lists), 0) + ", " + percent(share(h["index.code_perplexity"], index.shape.centroids), 0)],
      ["Kept by the index", percent(kept, 0)]
    ];
    list.forEach(([name, value], i) => {
      let tile = $("tiles").children[i];
      if (!tile) {
        tile = el("div", undefined, "tile");
        tile.append(el("span", name), el("b"));
        $("tiles").append(tile);
      }
      if (tile.children[1].textContent !== value) tile.children[1].textContent = value;
    });
    $("tiles").children[1].title = "Clicks up to " + instant(index.provenance.trained_through);
    $("tiles").children[4].title = "Effective share of the " + num(index.shape.lists) + " lists and of the " + num(index.shape.centroids) + " centroids of a codebook, by their items";
    $("tiles").children[5].title = "Of what the embeddings find among recent clicks, the share that the compressed index finds too";
  }

  function table(id, rows) {
    $(id).replaceChildren(...rows.map(([name, value]) => {
      const row = el("tr");
      row.append(el("td", name), el("td", value));
      return row;
    }));
  }
  function details() {
    const p = index.provenance;
    table("provenance", [
      ["Trained through", instant(p.trained_through)],
      ["Options", p.option_hash.slice(0, 16) + "…"],
      ["Changes version", index.base === undefined ? "none: it is full" : num(index.base)],
      ["In service since", instant(index.service.served_at)],
      ["Fetched", bytes(index.service.bytes) + " in " + num(index.service.fetch_millis) + " ms"],
      ["Built in", num(index.service.build_millis) + " ms"],
      ["Titles known", num(index.titles)],
      ...p.offsets.map((o) => [o.topic + " " + o.partition + ", next offset", num(o.offset)])
    ]);
    table("health", Object.entries(index.health).filter(([k]) => !/codebook\.\d/.test(k)).map(([k, v]) => [k, Number(v.toPrecision(5)).toLocaleString("en", {maximumFractionDigits: 6})]));
  }

  function charts() {
    const x = versions.map((v) => v.version);
    const of = (name) => versions.map((v) => v.health[name] ?? null);
    const shares = (name, whole) => versions.map((v) => share(v.health[name], whole));
    const latest = (values) => values.filter((v) => v !== null).at(-1) ?? null;
    const base = {xLabel: "version", xName: (v) => num(v)};
    const fromZero = (low, high) => [0, high > 0 ? high * 1.1 : 1];
    const near = (low, high) => { const room = Math.max((high - low) * 0.15, Math.abs(high) * 0.02, 1e-6); return [Math.max(0, low - room), high + room]; };
    const three = (v) => num(v, 4);
    const distortion = of("canary_distortion");
    Charts.show($("plots"), "plot-distortion", {...base, title: "Distortion", x, range: near,
      says: "How far codes are from what they stand for, relative: " + num(latest(distortion), 3),
      lines: [{label: "of recent clicks' items", values: distortion, colour: "--a", format: three}]});
    const lists = shares("index.coarse_perplexity", index.shape.lists), codes = shares("index.code_perplexity", index.shape.centroids);
    Charts.show($("plots"), "plot-usage", {...base, title: "Code usage", x, range: () => [0, 1],
      says: "Effective share of lists and centroids: " + percent(latest(lists), 0) + " and " + percent(latest(codes), 0),
      lines: [{label: "lists", values: lists, colour: "--b", format: percent}, {label: "centroids", values: codes, colour: "--a", format: percent}]});
    const found = of("canary_recall"), exact = of("canary_recall_exact");
    Charts.show($("plots"), "plot-recall", {...base, title: "Recent clicks found", x, range: fromZero,
      says: "Top ten by similarity alone: " + percent(latest(found)) + " through the index, " + percent(latest(exact)) + " exactly",
      lines: [{label: "exactly", values: exact, colour: "--c", format: percent}, {label: "through the index", values: found, colour: "--a", format: percent}]});
    const c = index.clusters;
    Charts.show($("plots"), "plot-clusters", {title: "Cluster sizes", x: c.sizes.map((s, i) => i + 1), range: fromZero, bars: true, xLabel: "list, by size", xName: (v) => num(v),
      says: num(c.lists) + " lists, " + num(c.empty) + " empty; largest " + num(c.largest) + ", median " + num(c.median),
      lines: [{label: "items", values: c.sizes, colour: "--a", format: (v) => num(v)}]});
    const served = versions.filter((v) => v.service);
    const live = served.filter((v) => v.service.served_at - v.trained_through < 30 * 86400e3);
    if (live.length > 1) {
      const age = live.map((v) => (v.service.served_at - v.trained_through) / 1000);
      Charts.show($("plots"), "plot-fresh", {...base, title: "Freshness", x: live.map((v) => v.version), range: fromZero, says: "Seconds from a version's last click to its service here: " + num(latest(age), 1),
        lines: [{label: "seconds", values: age, colour: "--c", format: (v) => num(v, 1)}]});
    }
    if (served.length > 1) {
      const ms = served.map((v) => v.service.fetch_millis + v.service.build_millis);
      Charts.show($("plots"), "plot-load", {...base, title: "Way into service", x: served.map((v) => v.version), range: fromZero, says: "Fetched, verified and built in " + num(latest(ms)) + " ms",
        lines: [{label: "ms", values: ms, colour: "--a", format: (v) => num(v)}]});
    }
    const items = versions.map((v) => v.items ?? null);
    Charts.show($("plots"), "plot-items", {...base, title: "Items", x, range: near, says: num(latest(items)) + " in the newest version", lines: [{label: "items", values: items, colour: "--a", format: (v) => num(v)}]});
  }

  // ---- timeline ----
  let chosen = null; // a version number; null: the one that is served
  const barsThatFit = () => Math.max(20, Math.min(120, Math.floor($("strip").clientWidth / 7)));
  function strip() {
    const shown = versions.slice(-barsThatFit());
    const heights = shown.map((v) => Math.log1p(v.bytes));
    const low = Math.min(...heights) * 0.8, high = Math.max(...heights);
    $("strip").replaceChildren(...shown.map((v, i) => {
      const bar = el("i", undefined, v.failure ? "bad" : v.base === undefined ? "full" : "delta");
      if (v.version === index.version) bar.classList.add("now");
      bar.style.height = Math.round(20 + 80 * (high > low ? (heights[i] - low) / (high - low) : 1)) + "%";
      bar.dataset.version = v.version;
      bar.title = "Version " + num(v.version);
      return bar;
    }));
    choose(chosen);
  }
  function choose(version) {
    const bars = [...$("strip").children];
    if (!bars.length) return;
    const wanted = version ?? index.version;
    const at = bars.findIndex((bar) => Number(bar.dataset.version) === wanted);
    const bar = bars[at < 0 ? bars.length - 1 : at];
    bars.forEach((other) => other.classList.toggle("chosen", other === bar));
    const v = versions.find((one) => one.version === Number(bar.dataset.version));
    const what = v.failure ? "refused" : v.version === index.version ? "served now" : v.service ? "was served" : "announced";
    $("strip").setAttribute("aria-valuemin", bars[0].dataset.version);
    $("strip").setAttribute("aria-valuemax", bars.at(-1).dataset.version);
    $("strip").setAttribute("aria-valuenow", v.version);
    $("strip").setAttribute("aria-valuetext", "Version " + v.version + ", " + what);
    const facts = [
      ["Version", num(v.version) + ", " + what], ["Kind", v.base === undefined ? "full" : "changes " + num(v.base)], ["Clicks up to", instant(v.trained_through).slice(0, 16)],
      ["Items", num(v.items)], ["Size", bytes(v.bytes)], ["Distortion", num(v.health.canary_distortion, 4)]
    ];
    if (v.service) facts.push(["In service after", num(v.service.fetch_millis + v.service.build_millis) + " ms"]);
    if (v.failure) facts.push(["Why refused", v.failure]);
    $("chosen").replaceChildren(...facts.map(([name, value]) => { const pair = el("div"); pair.append(el("dt", name), el("dd", value)); return pair; }));
  }
  $("strip").addEventListener("keydown", (e) => {
    const bars = [...$("strip").children];
    const at = bars.findIndex((bar) => bar.classList.contains("chosen"));
    const to = {ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: 0, End: bars.length - 1}[e.key];
    if (to === undefined || !bars.length) return;
    e.preventDefault();
    pick(bars[Math.max(0, Math.min(bars.length - 1, to))]);
  });
  $("strip").addEventListener("click", (e) => {
    const bars = [...$("strip").children];
    const near = bars.reduce((best, bar) => { const r = bar.getBoundingClientRect(), d = Math.abs(e.clientX - (r.left + r.right) / 2); return d < best.d ? {bar, d} : best; }, {d: Infinity});
    if (near.bar) pick(near.bar);
  });
  function pick(bar) {
    const version = Number(bar.dataset.version);
    chosen = version === index.version ? null : version;
    choose(version);
  }
  let resizing;
  window.addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => index && strip(), 150); });

  // ---- the query ----
  const history = []; // {id, title}, oldest first
  let before = null; // of the query that was answered last: {asked, ranks}

  function chips() {
    $("chips").replaceChildren(...history.map((item, i) => {
      const chip = el("li");
      const remove = el("button", "×");
      remove.type = "button";
      remove.setAttribute("aria-label", "Remove " + (item.title || item.id));
      remove.addEventListener("click", () => { history.splice(i, 1); chips(); search(); $("add").focus(); });
      chip.append(el("span", item.title || item.id), remove);
      return chip;
    }));
  }
  function add(item) {
    const at = history.findIndex((other) => other.id === item.id);
    if (at >= 0) history.splice(at, 1);
    history.push(item);
    if (history.length > 20) history.shift();
    chips();
    search();
  }
  function tokensOf() {
    const typed = $("tokens").value.trim();
    const tokens = history.map((item) => FIELDS.history + "=" + item.id);
    if (history.length) tokens.push(FIELDS.newest + "=" + history.at(-1).id);
    return typed ? tokens.concat(typed.split(/\s+/)) : tokens;
  }
  let asking = 0;
  async function search() {
    const tokens = tokensOf();
    const turn = ++asking;
    if (!tokens.length) {
      before = null;
      $("hits").replaceChildren();
      says("Nothing asked yet.");
      return;
    }
    const request = {tokens, k: Number($("k").value), exclude: history.map((item) => item.id)};
    if ($("nprobe").value) request.nprobe = Number($("nprobe").value);
    if ($("score").value) request.popularity = false;
    const text = JSON.stringify(request);
    try {
      const {body} = await ask("v1/search", {method: "POST", headers: {"Content-Type": "application/json"}, body: text});
      if (turn === asking) show(body, text);
    } catch (e) {
      if (turn !== asking) return;
      $("hits").replaceChildren();
      says(e instanceof Refused ? e.message : "The server does not answer; try again.", true);
    }
  }
  function says(text, bad) {
    $("answer").textContent = text;
    $("answer").classList.toggle("bad", Boolean(bad));
  }
  function show(result, text) {
    const ranks = before && before.asked === text && before.version !== result.version ? before.ranks : null;
    const best = result.hits.length ? result.hits[0].score : 0;
    const worst = result.hits.length ? result.hits.at(-1).score : 0;
    $("hits").replaceChildren(...result.hits.map((hit, i) => {
      const row = el("li");
      const name = el("span", hit.title || hit.id, "name");
      name.title = hit.title ? hit.title + " · " + hit.id : hit.id;
      const more = el("button", "+");
      more.type = "button";
      more.setAttribute("aria-label", "Add " + (hit.title || hit.id) + " to the query");
      more.addEventListener("click", () => add({id: hit.id, title: hit.title}));
      const bar = el("meter");
      bar.min = 0; bar.max = 1; bar.value = best > worst ? 0.08 + 0.92 * (hit.score - worst) / (best - worst) : 1;
      bar.setAttribute("aria-label", "Score " + hit.score.toFixed(3));
      bar.title = "Score " + hit.score.toFixed(3);
      row.append(name, move(ranks, hit.id, i), more, bar);
      return row;
    }));
    before = {asked: text, version: result.version, ranks: new Map(result.hits.map((hit, i) => [hit.id, i]))};
    const rests = result.basis === "popularity" ? "Nothing of this is known to the index, so these are the most popular; " : "";
    says(rests + num(result.hits.length) + " hits of version " + num(result.version) + " in " + took(result.took_micros) + ", " + percent(result.scanned_share) + " of the index scanned.");
  }
  function move(ranks, id, now) {
    if (!ranks) return el("span", "", "move none");
    const was = ranks.get(id);
    if (was === undefined) return el("span", "new", "move new");
    return was === now ? el("span", "", "move") : el("span", (was > now ? "▲ " : "▼ ") + Math.abs(was - now), "move" + (was > now ? " up" : ""));
  }
  $("ask").addEventListener("submit", (e) => { e.preventDefault(); search(); });
  for (const id of ["k", "nprobe", "score"]) $(id).addEventListener("change", search);

  // ---- finding an item ----
  const box = $("add"), options = $("options");
  let found = [], active = -1, typing;
  function close() {
    options.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  }
  function open() {
    options.replaceChildren(...(found.length ? found.map((item, i) => {
      const option = el("li");
      option.id = "option-" + i;
      option.setAttribute("role", "option");
      option.append(el("span", item.title || item.id), el("span", item.title ? item.id : "", "id"));
      option.addEventListener("mousedown", (e) => { e.preventDefault(); take(i); });
      return option;
    }) : [el("li", "No item of that name", "none")]));
    options.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  }
  function mark(i) {
    active = i;
    [...options.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === i)));
    if (i < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", "option-" + i);
    options.children[i].scrollIntoView({block: "nearest"});
  }
  function take(i) {
    box.value = "";
    close();
    add(found[i]);
  }
  let looking = 0;
  async function look() {
    const text = box.value.trim();
    const turn = ++looking;
    if (!text) return close();
    try {
      const {body} = await ask("v1/items?q=" + encodeURIComponent(text));
      if (turn !== looking) return;
      found = body.items;
      open();
    } catch (e) {
      if (turn === looking) close();
    }
  }
  box.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(look, 120); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (e) => {
    if (e.key === "Escape") return close();
    if (e.key === "Backspace" && !box.value && history.length) { history.pop(); chips(); search(); return; }
    if (options.hidden || !found.length) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); mark((active + (e.key === "ArrowDown" ? 1 : found.length - 1)) % found.length); }
    if (e.key === "Enter" && active >= 0) { e.preventDefault(); take(active); }
  });

  // ---- following ----
  let tag = "";
  let renewed = 0;
  async function renew() {
    const first = index === null;
    const previous = first ? null : index.version;
    index = (await ask("v1/index")).body;
    renewed = Date.now();
    $("name").textContent = index.index;
    document.title = index.index + " · poeem";
    $("login").hidden = true;
    $("main").hidden = false;
    stateOf(index);
    tiles();
    details();
    strip();
    charts();
    if (!first && previous !== index.version) {
      $("news").textContent = "Version " + index.version + " is served";
      const tile = $("tiles").children[0];
      tile.classList.remove("fresh");
      void tile.offsetWidth;
      tile.classList.add("fresh");
      search();
    }
  }
  async function poll() {
    try {
      const answer = await ask("v1/versions", {headers: tag ? {"If-None-Match": tag} : {}});
      if (!answer.unchanged) versions = answer.body.versions;
      if (!answer.unchanged || index === null || Date.now() - renewed > RENEW_MS || $("state").dataset.kind === "bad") await renew();
      if (!answer.unchanged) tag = answer.tag;
    } catch (e) {
      trouble(e);
    }
    setTimeout(poll, POLL_MS);
  }
  $("login").addEventListener("submit", (e) => {
    e.preventDefault();
    sessionStorage.setItem("poeem-token", $("token").value);
    $("token").value = "";
    renew().catch(trouble);
  });
  setInterval(() => index && !$("main").hidden && tiles(), 1000);
  poll();
})();
