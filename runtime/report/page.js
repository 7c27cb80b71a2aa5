"use strict";
// The page of the report. Everything shown comes from the data beside it and is put in as text, never as markup.
(() => {
const D = JSON.parse(document.getElementById("data").textContent);
let lang = D.lang === "en" ? 1 : 0;
const W = (pair) => (pair ? pair[lang] : "");
const X = (n) => (n === undefined || n < 0 ? "" : D.texts[n]);
const XX = (pair) => (pair ? D.texts[pair[lang]] : "");

const WORDS = {
  title: ["工作要点对照报告", "Report on work plans"], skip: ["跳到内容", "Skip to the content"],
  language: ["English", "中文"], print: ["打印", "Print"],
  answer: ["结论", "Answer"], matrix: ["承接矩阵", "Matrix"], findings: ["问题", "Findings"], pictures: ["图", "Pictures"],
  units: ["单位", "Units"], calendar: ["日历", "Calendar"], sources: ["出处", "Sources"],
  good: ["到位", "In order"], bad: ["要改", "To mend"], ask: ["要人定", "To decide"], info: ["情况", "Scope"], rest: ["依据", "Rests on"], look: ["去看", "See"],
  plans: ["各份要点", "The plans"], plan: ["要点", "Plan"], titleOf: ["标题", "Title"], issued: ["印发", "Issued"], number: ["文号", "Number"], tasks: ["任务", "Tasks"],
  text: ["文本", "Text"], full: ["齐全", "complete"], excerpt: ["节录", "excerpt"], absent: ["未取得", "not available"], undated: ["未印日期", "not dated"],
  bodyIs: ["正文", "body "], annexIs: ["附表", "annex "], leftOut: ["没有比较：", "Not compared: "], cutHere: ["只列前 {0} 份，共 {1} 份。", "The first {0} of {1}."],
  matrixLead: ["左边是上级任务，右边每份下级要点一格。按一格看逐项对照；方向键移动，回车打开。", "Upstream tasks down, lower plans across. Open a cell for the facets; arrow keys move, Enter opens."],
  upper: ["上级任务", "Upstream task"], upperPlan: ["上级要点", "Upstream plan"], only: ["只看", "Only"], all: ["全部", "All"], notGood: ["没有做到位的", "not in order"],
  columns: ["下级要点", "Lower plans"], search: ["查找", "Search"], searchTask: ["查任务名、标题", "name or title of a task"],
  facet: ["方面", "Facet"], verdict: ["结论", "Verdict"], lowerSays: ["下级怎么写", "What the lower plan says"], upperSays: ["上级怎么写", "What the upstream plan says"], reason: ["理由", "Reason"],
  settle: ["要核实：", "To settle: "], silent: ["没有写", "says nothing"], lowerTask: ["下级任务", "Lower task"], printed: ["印在", "Printed at"], noText: ["推定的任务，没有原文", "inferred; no text of it was found"], none: ["无", "none"],
  nobody: ["没有任务写落实它", "no task says that it carries it"], stated: ["下级写明不承接", "stated as not carried"], addressed: ["经由", "Addressed through"],
  close: ["关闭", "Close"], back: ["返回", "Back"], copy: ["复制位置", "Copy the place"], copied: ["已复制", "Copied"], openSpec: ["打开规格：{0}", "Open the spec at {0}"], placeText: ["位置", "Place"], noSpecText: ["这份规格太大，原文没有放进报告。", "This spec is too large to be in the report."],
  blank: ["空白：这一项不要求它", "blank: not asked of it"], paperSize: ["纸张", "Paper"], landscape: ["A4 横", "A4 landscape"], portrait: ["A4 竖", "A4 portrait"],
  recurring: ["每{0}", "every {0}"], dueWord: ["到期", "due"], roundWord: ["按期重复", "recurring"], countWord: ["合计 {0}", "{0} in all"], monthOnly: ["只看", "Only"], titleMatrix: ["承接矩阵", "Matrix of work plans"],
  asTask: ["任务承担", "by a task"], asNoDuty: ["写明不是任务", "marked as no duty"], unreadPlans: ["没有文献可对的要点", "Plans with no document"], unreadLead: ["这些要点的原文没有取得，写法出自别处，不能逐条核对。", "The text of these plans is not at hand; what they say comes from elsewhere and cannot be checked clause by clause."], inferredTasks: ["其中推定", "Inferred"], seePicture: ["看图", "See the picture"], seePictureOf: ["看图：{0}", "See the picture of {0}"], seeCell: ["看逐项对照", "See the comparison"], seeTask: ["看任务", "See the task"], seeFindings: ["看问题", "See findings"],
  severity: ["级别", "Severity"], code: ["编号", "Code"], finding: ["问题", "Finding"], spec: ["规格位置", "In the spec"], group: ["类别", "Group"], unit: ["单位", "Unit"],
  byPlan: ["按要点分组", "by plan"], byUnit: ["按单位分组", "by unit"], groupBy: ["分组", "Grouping"], searchFinding: ["查问题、任务、编号", "finding, task or code"],
  acknowledged: ["已核", "acknowledged"], withAck: ["含已核", "with acknowledged"], noUnit: ["（没有单位）", "(no unit)"], noPlan: ["（不属某一要点）", "(no plan)"],
  meant: ["是不是：", "Did you mean: "], advice: ["怎么办", "What to do"], related: ["相关的地方", "Related places"], noFinding: ["没有符合条件的问题。", "No finding matches."],
  upstream: ["上级", "Upstream"], findingLead: ["按一行看全文、规格原行和上级条款。", "Open a row for the whole text, the line of the spec and the upstream clause."],
  shown: ["共 {0} 条", "{0} shown"], shownOf: ["显示 {0} / {1}", "{0} of {1} shown"],
  conflicts: ["不一致之处", "Disagreements"], hierarchy: ["上下级承接", "Hierarchy"], timeline: ["时间", "Timeline"], flow: ["成果", "Results"], unitView: ["单位", "Units"], planView: ["按章", "By chapter"],
  zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], fit: ["全图", "Whole"], wideFit: ["等宽", "Width"], previous: ["上一页", "Previous"], next: ["下一页", "Next"], pageOf: ["第 {0} 页 共 {1} 页", "Sheet {0} of {1}"],
  searchPicture: ["查图中的任务", "find a task"], findNext: ["找下一个", "Find next"], notFound: ["图里没有“{0}”", "no picture shows “{0}”"],
  pictureLead: ["滚轮或 + − 缩放，拖动或方向键移动；按一个框（键盘按 n、p 逐个选），只亮它的上下游，Esc 全部亮起。", "Wheel or + − zoom, drag or arrows move; choose a box (n and p on the keyboard) to light what is upstream and downstream of it, Esc for all."],
  lit: ["{0}：上游 {1}、下游 {2}", "{0}: {1} upstream, {2} downstream"], clear: ["全部亮起", "Clear"], noPictures: ["报告里没有图。", "There are no pictures in this report."],
  badPicture: ["这张图读不出来。", "This picture cannot be read."], otherLanguage: ["图中文字是中文。", "The words in this picture are in the other language."],
  lead: ["牵头", "lead"], subject: ["主体", "subject"], responsible: ["责任", "responsible"], answerable: ["责任", "responsible"], support: ["配合", "support"], jointly: ["会同", "jointly"],
  directory: ["所属", "Of"], total: ["合计", "Total"], wholeYear: ["全年持续", "All year"], undatedTasks: ["无期限", "No date"], unitLead: ["月份格：前面的数是当月到期的任务；“+”后面的是指标按周期重复、当月满一期的任务（每季度记在 3、6、9、12 月，每半年记在 6、12 月，每月、每周、每日每月都记；印发以前已过的期不记）。“全年持续”是期限为全年或持续的任务。数的是任务，不是次数。按一行看全部任务。", "In a month: tasks that fall due, then after “+” tasks whose quota completes a period (quarterly: Mar, Jun, Sep, Dec; half-yearly: Jun, Dec; monthly, weekly, daily: every month; periods over before the plan was issued are left out). “All year” counts tasks that run or may be done all year. Tasks are counted, not occurrences. Open a row for all of them."],
  viaGroups: ["含集合（如“各部门”）里的", "with those reached through a group"], year: ["年份", "Year"], searchUnit: ["查单位", "name of a unit"], role: ["身份", "Role"], due: ["期限", "Due"], quota: ["指标", "Quota"], via: ["经 {0}", "through {0}"],
  calendarLead: ["红框是有任务到期的日子，下面的数是任务数；“+”后面是按季度、半年、月重复的指标在当天满一期的任务；虚线框只有这一种。灰底是放假，“班”是调休上班。", "A red frame marks a day on which tasks fall due; after “+” are tasks whose quarterly, half-yearly or monthly quota completes a period that day (a dashed frame: only those). Grey is a day off; 班 is a working weekend."],
  dueOn: ["{0} 到期", "Due {0}"], dayTasks: ["{0} 到期或满一期的任务 {1} 项", "{0}: {1} tasks fall due or complete a period"], noDay: ["这一年没有写明日子的任务。", "No task of this year names a day."], thisMonth: ["{0} 项", "{0}"], noCalendar: ["没有读到这一年的放假安排，只按周末。", "No holidays known for this year: weekends only."],
  document: ["文献", "Document"], coverage: ["有任务承担", "Covered"], place: ["条款", "Place"], carriedBy: ["由谁承担", "Covered by"], notDuty: ["不是任务：", "No duty: "], uncovered: ["没有任务承担", "not covered"], onlyUncovered: ["只看没有承担的", "only what is not covered"],
  rests: ["没有原文、要核的写法", "What does not rest on a printed text"], restsLead: ["推定：没有原文，由别处推得；转引：见于别的文件；存疑：原文读不准。", "Inferred: no text, worked out from elsewhere; quoted: found in another document; doubtful: the text is unclear."], mark: ["标注", "Mark"], wording: ["写法", "Wording"],
  noDocuments: ["没有读到文献的卡片。", "No card of a document was read."], wholeTask: ["整项", "the task"], changed: ["原文已变", "text has changed"],
  details: ["不一致的格，逐项对照", "The cells that are not in order, facet by facet"], cut: ["只印前 {0} 条，共 {1} 条；其余见网页。", "Only the first {0} of {1} are printed; the page has the rest."], month: ["{0}月", "{0}"],
};
const MARKS = [["", ""], ["承上", "inherited"], ["转引", "quoted"], ["存疑", "doubtful"], ["推定", "inferred"]];
const LEVELS = [["", ""], ["国家", "national"], ["市", "city"], ["区", "district"], ["镇街", "town"], ["处室", "office"]];
const ROLES = ["lead", "subject", "responsible", "support", "jointly"];
const T = (key, ...values) => WORDS[key][lang].replace(/\{(\d)\}/g, (_, k) => values[k]);

function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(9)) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}
const clear = (node, ...children) => (node.replaceChildren(...children.flat().filter(Boolean)), node);
const say = (words) => { document.getElementById("live").textContent = words; };
const chip = (v) => h("span", { class: "chip v-" + D.verdicts[v][0] }, D.verdicts[v][3] + " " + D.verdicts[v][1 + lang]);
const severity = (s) => h("span", { class: "sev sev-" + D.severities[s][0] }, D.severities[s][1 + lang]);
const facetName = (f) => (f ? W(D.facets[f]) : "");
const planName = (p) => (p && D.plans[p] ? D.plans[p].name : "");
const taskName = (t) => (t && D.tasks[t] ? planName(D.tasks[t].p) + "." + D.tasks[t].n : "");
const day = (n) => new Date(n * 86400000);
const iso = (n) => day(n).toISOString().slice(0, 10);
const where = (at) => (at ? D.files[at[0]].path + ":" + at[1] : "");
const code = (n) => "YD" + String(n).padStart(4, "0");
const fold = (s) => s.normalize("NFKC").toLowerCase();
const PERIODS = [null, null, ["半年", "half-year"], ["季度", "quarter"], ["月", "month"], ["周", "week"], ["日", "day"]];
const monthName = (m) => (lang ? ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][m] : m + 1 + "月");

// ── what is looked up often ──
const cellOf = new Map();
D.cells.forEach((c, i) => cellOf.set(c[0] + "/" + c[1], i));
const findingsOfTask = new Map();
D.findings.forEach((f, i) => { for (const t of new Set([f.t, f.ut])) if (t) (findingsOfTask.get(t) || findingsOfTask.set(t, []).get(t)).push(i); });
const taskByName = new Map();
D.tasks.forEach((t, i) => { if (t) taskByName.set(taskName(i), i); });
const GOOD = new Set([0, 1, 8]);
const differing = (cell) => [...new Set(cell[6].filter((f) => f[1] !== 0 && f[1] !== 8 && !(f[1] === 1 && cell[3] !== 1 && cell[3] !== 3)).map((f) => f[0]))];

// ── long tables: only the rows in sight are in the page ──
const PAD = 12;
class Rows {
  // columns: th elements; rows: items; draw(item, index) → tr; height in px
  constructor({ columns, rows, draw, height, kind = "", low = false, label, open }) {
    height = Math.round(height * Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / 15)); // larger letters, higher rows
    Object.assign(this, { rows, draw, height, open, heads: columns.flat().filter(Boolean) });
    [this.above, this.below] = [0, 1].map(() => h("tr", { class: "space", "aria-hidden": "true" }, h("td")));
    this.drawn = new Map(); // the rows that are there, by their index
    this.body = h("tbody", null, this.above, this.below);
    this.table = h("table", { class: "virtual " + kind, "aria-label": label, "aria-rowcount": rows.length }, h("thead", null, h("tr", null, columns)), this.body);
    this.box = h("div", { class: "scroll" + (low ? " low" : "") }, this.table);
    this.box.style.setProperty("--row", height + "px");
    this.current = 0;
    this.box.addEventListener("scroll", () => this.show(), { passive: true });
    this.table.addEventListener("keydown", (e) => this.key(e));
    new ResizeObserver(() => this.show()).observe(this.box);
  }
  /// Columns that are there: narrow screens leave some out.
  get columns() { return this.heads.filter((n) => !phone() || !n.classList.contains("hide-small")).length; }
  set(rows) {
    this.rows = rows;
    this.current = 0;
    this.table.setAttribute("aria-rowcount", rows.length);
    this.box.scrollTop = 0;
    this.show();
  }
  /// Draws what is in sight. A row that is there and stays is not touched: a click begun on it would be lost.
  show() {
    const high = this.box.clientHeight || 600;
    const from = Math.max(0, Math.min(this.rows.length - 1, Math.floor(this.box.scrollTop / this.height)) - PAD);
    const to = Math.min(this.rows.length, from + Math.ceil(high / this.height) + 2 * PAD);
    const focus = this.body.contains(document.activeElement);
    // One stop for the Tab key: the row last used, or, when it was scrolled away, the first in sight.
    const stop = this.current >= from && this.current < to ? this.current : Math.min(this.rows.length - 1, Math.ceil(this.box.scrollTop / this.height));
    const narrow = phone();
    for (const [i, one] of this.drawn)
      if (i < from || i >= to || one.item !== this.rows[i] || narrow !== this.narrow) {
        one.row.remove();
        this.drawn.delete(i);
      }
    this.narrow = narrow;
    let after = this.below;
    for (let i = to - 1; i >= from; --i) {
      let one = this.drawn.get(i);
      if (!one) {
        one = { item: this.rows[i], row: this.make(i) };
        this.drawn.set(i, one);
        this.body.insertBefore(one.row, after);
      }
      this.reachable(one.row, i === stop);
      after = one.row;
    }
    this.space(this.above, from);
    this.space(this.below, this.rows.length - to);
    if (focus && !this.body.contains(document.activeElement)) this.focus();
  }
  make(i) {
    const row = this.draw(this.rows[i], i);
    row.setAttribute("aria-rowindex", i + 1);
    row.dataset.row = i;
    if (this.open) row.addEventListener("click", (e) => { if (e.target.closest("button") && e.target.closest("tr") === row) return; this.current = i; this.open(this.rows[i], i); });
    return row;
  }
  reachable(row, stop) {
    const set = (node, index) => node.tabIndex === index && node.hasAttribute("tabindex") || (node.tabIndex = index);
    if (this.open) return set(row, stop ? 0 : -1);
    const cells = [...row.querySelectorAll("[data-column]")];
    const one = stop ? cells.find((n) => Number(n.dataset.column) === this.column) || cells[0] : null;
    for (const cell of cells) set(cell, cell === one ? 0 : -1);
  }
  /// The room of the rows that are not drawn.
  space(row, n) {
    row.hidden = n === 0;
    row.firstElementChild.colSpan = this.columns;
    row.firstElementChild.style.height = n * this.height + "px";
  }
  reach(i) {
    this.current = Math.max(0, Math.min(this.rows.length - 1, i));
    const head = this.table.tHead.offsetHeight, top = this.current * this.height;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + this.height + head > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + this.height + head - this.box.clientHeight + 4;
    this.show();
    this.focus();
  }
  focus() {
    const row = this.body.querySelector(`tr[data-row="${this.current}"]`);
    const goal = row && (this.open ? row : row.querySelector(`[data-column="${this.column || 0}"]`) || row.querySelector("[data-column]"));
    if (goal) { if (!this.open) for (const n of this.body.querySelectorAll('[data-column][tabindex="0"]')) n.tabIndex = -1; goal.tabIndex = 0; goal.focus({ preventScroll: true }); if (!this.open) goal.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  }
  key(e) {
    const row = e.target.closest("tr[data-row]");
    if (!row) return;
    const at = Number(row.dataset.row), page = Math.max(1, Math.floor(this.box.clientHeight / this.height) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -at, End: this.rows.length - 1 - at };
    if (!this.open && e.target.dataset.column !== undefined) this.column = Number(e.target.dataset.column);
    if (e.key in steps && !(e.ctrlKey || e.metaKey || e.altKey)) {
      e.preventDefault();
      this.reach(at + steps[e.key]);
    } else if (!this.open && (e.key === "ArrowLeft" || e.key === "ArrowRight")) {
      e.preventDefault();
      const all = [...row.querySelectorAll("[data-column]")].map((n) => Number(n.dataset.column));
      const next = all[all.indexOf(this.column) + (e.key === "ArrowRight" ? 1 : -1)];
      if (next !== undefined) { this.column = next; this.current = at; this.focus(); }
    } else if (this.open && (e.key === "Enter" || e.key === " ") && e.target === row) {
      e.preventDefault();
      this.current = at;
      this.open(this.rows[at], at);
    }
  }
}
const th = (words, attributes) => h("th", { scope: "col", ...attributes }, words);
const wide = (width) => ({ style: "width:" + width });
const phone = () => window.innerWidth <= 640;

// ── the dialog: one thing at a time, with a way back ──
const dialog = document.getElementById("sheet");
let opener = null;
const visits = [];
/// Shows one thing in the dialog and remembers it, so that what is opened from there leads back to it.
function visit(show) {
  if (!dialog.open) visits.length = 0;
  visits.push(show);
  show();
}
function back() {
  visits.pop();
  visits[visits.length - 1]();
}
function open(title, ...content) {
  if (!dialog.open) opener = document.activeElement;
  clear(dialog.firstElementChild, h("div", { class: "head" }, h("h2", { id: "sheet-title", tabindex: "-1" }, title),
    h("div", { class: "ways" }, visits.length > 1 ? act(T("back"), back) : null, act(T("close"), () => dialog.close()))), content.flat(9));
  dialog.setAttribute("aria-labelledby", "sheet-title");
  if (!dialog.open) dialog.showModal();
  dialog.firstElementChild.scrollTop = 0;
  document.getElementById("sheet-title").focus();
}
dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
dialog.addEventListener("close", () => { if (opener && opener.isConnected) opener.focus({ preventScroll: true }); });
const pairs = (...items) => h("dl", { class: "pairs" }, items.filter((i) => i && i[1] && i[1].length !== 0).map(([k, v]) => [h("dt", null, k), h("dd", null, v)]));
/// The headings of a table beside its cells: a phone shows each row as a list of them.
function labelled(table) {
  const heads = [...table.tHead.rows[0].cells].map((n) => n.textContent);
  for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, k) => heads[k] && (cell.dataset.label = heads[k]));
  return h("div", { class: "wide" }, table);
}
const act = (words, run) => h("button", { type: "button", class: "plain", onclick: run }, words);

const lines = new Map();
function linesOf(file) {
  if (D.files[file].text === undefined) return null;
  if (!lines.has(file)) lines.set(file, D.files[file].text.split(/\r\n|\n|\r/));
  return lines.get(file);
}
function listing(at, before, after) {
  const all = linesOf(at[0]), from = Math.max(0, at[1] - 1 - before), to = Math.min(all.length, at[1] + after);
  const pre = h("pre", { class: "spec", tabindex: "0", "aria-label": where(at) });
  for (let k = from; k < to; ++k) pre.append(h("span", { class: k + 1 === at[1] ? "here" : null, "aria-current": k + 1 === at[1] ? "true" : null }, h("i", null, k + 1), all[k].slice(0, 400)));
  return pre;
}
/// A place in a spec, to open.
const link = (at, attributes) => (at ? h("button", { type: "button", class: "link", "aria-label": T("openSpec", where(at)), "data-at": where(at), onclick: (e) => { e.stopPropagation(); openSpec(at); }, ...attributes }, where(at)) : "");
function source(at) {
  if (!at) return null;
  const title = h("div", { class: "place" }, link(at), " ", copier(at));
  return linesOf(at[0]) ? [title, listing(at, 3, 5)] : title;
}
function copier(at) {
  const said = h("span", { role: "status" });
  return [act(T("copy"), async () => {
    let done = false;
    try { await navigator.clipboard.writeText(where(at)); done = true; } catch { // pages from a file may be refused: the old way
      const box = h("textarea", { readonly: true, class: "unseen" }, where(at));
      dialog.firstElementChild.append(box);
      box.select();
      try { done = document.execCommand("copy"); } catch { /* then it is still there to select */ }
      box.remove();
    }
    said.textContent = done ? " " + T("copied") : " " + where(at);
  }), said];
}
/// The spec itself, at its line.
function openSpec(at) {
  visit(() => {
    const text = linesOf(at[0]) ? listing(at, 1500, 1500) : h("p", null, T("noSpecText"));
    open(where(at), h("div", { class: "controls" }, copier(at)), text);
    const here = text.querySelector(".here");
    if (here) here.scrollIntoView({ block: "center" });
  });
}
function facetTable(cell) {
  const says = (text, at) => (text < 0 ? h("span", { class: "dim" }, T("silent")) : [X(text), h("div", { class: "place" }, link(at))]);
  return labelled(h("table", { class: "facets" },
    h("thead", null, h("tr", null, [th(T("facet")), th(T("verdict")), th(T("lowerSays"), wide("26%")), th(T("upperSays"), wide("26%")), th(T("reason"), wide("30%"))])),
    h("tbody", null, cell[6].map((f) => h("tr", null, h("th", { scope: "row" }, facetName(f[0])), h("td", null, chip(f[1]), f[8] > 1 && h("div", { class: "place" }, W(MARKS[f[8]]))),
      h("td", null, says(f[2], f[3])), h("td", null, says(f[4], f[5])), h("td", null, h("div", { class: "reason" }, XX(f[6])), f[7] && h("div", { class: "advice" }, T("settle") + XX(f[7]))))))));
}
const taskLine = (t) => h("div", null, h("b", null, taskName(t)), " ", D.tasks[t].t !== D.tasks[t].n ? D.tasks[t].t : "", h("div", { class: "place" }, D.tasks[t].mark === 4 ? T("noText") : [T("printed") + " ", X(D.tasks[t].trail) || T("none")]));
function cellHead(cell, brief) {
  return pairs(!brief && [T("verdict"), chip(cell[3])], [T("upper"), taskLine(cell[0])],
    [T("lowerTask"), cell[4] ? T("stated") : cell[2].length ? cell[2].map(taskLine) : planName(cell[1]) + "：" + T("nobody")],
    cell[5] >= 0 && [T("addressed"), D.entities[cell[5]].n]);
}
const openCell = (i) => visit(() => showCell(i));
function showCell(i) {
  const cell = D.cells[i], mine = D.findings.filter((f) => f.ut === cell[0] && f.p === cell[1]);
  open(planName(cell[1]) + " ⟵ " + taskName(cell[0]), cellHead(cell), cell[6].length ? facetTable(cell) : null,
    mine.length ? [h("h3", null, T("findings")), mine.map((f) => h("p", null, severity(f.s), " ", XX(f.m), " ", h("span", { class: "place" }, link(f.at))))] : null,
    D.pictures.length ? h("div", { class: "controls" }, act(T("seePicture"), () => picture("hierarchy", "", taskName(cell[0])))) : null);
}
const openTask = (i) => visit(() => showTask(i));
function showTask(t) {
  const task = D.tasks[t];
  const mine = findingsOfTask.get(t) || [];
  open(taskName(t), pairs([T("titleOf"), task.t], [T("printed"), task.mark === 4 ? T("noText") : X(task.trail)],
    ...ROLES.map((r, k) => [T(r), task.who.filter((w) => w[1] === k).map((w) => D.entities[w[0]].n).join("、")]),
    [T("due"), X(task.when)], task.quota && [T("quota"), X(task.quota[lang])], task.mark && [T("mark"), W(MARKS[task.mark])]),
    mine.length ? [h("h3", null, T("findings")), mine.slice(0, 50).map((i) => h("p", null, severity(D.findings[i].s), " ", XX(D.findings[i].m)))] : null,
    h("h3", null, T("spec")), source(task.at), D.pictures.length ? h("div", { class: "controls" }, act(T("seePicture"), () => picture("plan", planName(task.p), taskName(t)))) : null);
}
const openFinding = (i) => visit(() => showFinding(i));
function showFinding(i) {
  const f = D.findings[i];
  const cell = cellOf.get(f.ut + "/" + f.p);
  open(h("span", null, severity(f.s), " ", code(f.c)), h("p", { style: "font-size:1.08rem" }, XX(f.m)), pairs([T("plan"), planName(f.p)], [T("group"), W(D.groups[f.g])],
    f.f && [T("facet"), facetName(f.f)], f.v !== undefined && [T("verdict"), chip(f.v)], f.t && [T("tasks"), taskLine(f.t)], f.ut ? [T("upstream"), taskLine(f.ut)] : f.up && [T("upstream"), planName(f.up)],
    f.a && [T("advice"), XX(f.a)], f.meant && [T("meant"), f.meant], f.ack && [T("acknowledged"), f.ack]),
    h("h3", null, T("spec")), source(f.at), f.uat && f.uat.length ? [h("h3", null, T("upstream")), source(f.uat)] : null,
    f.rel ? [h("h3", null, T("related")), f.rel.map((r) => [h("p", null, XX(r[1])), source(r[0])])] : null,
    h("div", { class: "controls" }, cell !== undefined ? act(T("seeCell"), () => openCell(cell)) : null,
      f.t ? act(T("seeTask"), () => openTask(f.t)) : null, hasPicture(f) ? act(T("seePicture"), () => pictureOf(f)) : null));
}

/// The drawing that shows a finding: where texts disagree, or else its plan.
const hasPicture = (f) => D.pictures.length > 0 && (f.ut || f.t || f.p);
function pictureOf(f) {
  if (f.ut) picture("conflicts", "", taskName(f.t || f.ut), f.t ? taskName(f.ut) : "");
  else picture("plan", planName(f.p), f.t ? taskName(f.t) : "");
}

// ── sections ──
const SECTIONS = D.sections || ["answer", "matrix", "findings", "pictures", "units", "calendar", "sources"];
const state = { upper: 0, notGood: false, matrixSearch: "", page: 0, plan: "", unit: "", group: "", search: "", severities: [1, 1, 1, 1], by: "plan", ack: false, via: true, year: 0, directory: "", unitSearch: "", doc: 0, uncovered: false, picture: 0, sheet: 0, pictureSearch: "" };
const years = [...new Set(D.plans.filter((p) => p && p.subject && p.year && p.tasks).map((p) => p.year))].sort((a, b) => b - a);
state.year = years[0] || 0;

function select(label, value, options, change) {
  return h("label", null, label, h("select", { onchange: (e) => change(e.target.value) }, options.map(([v, words]) => h("option", { value: v, selected: String(v) === String(value) }, words))));
}
function searchBox(label, hint, value, change, list) {
  let waiting;
  return h("label", null, label, h("input", { type: "search", placeholder: hint, value, list, oninput: (e) => { const input = e.target; clearTimeout(waiting); input.setAttribute("aria-busy", "true"); waiting = setTimeout(() => { input.removeAttribute("aria-busy"); change(input.value); }, 120); } }));
}
const check = (label, value, change) => h("label", null, h("input", { type: "checkbox", checked: value, onchange: (e) => change(e.target.checked) }), label);

const answerTag = (a) => ({ good: "✓ ", bad: "✕ ", ask: "？", info: "· " })[a.kind] + T(a.to === "sources" ? "rest" : a.kind);
const draw = {};
draw.answer = (box) => {
  const list = h("ol", { class: "answer" }, D.answer.map((a) => h("li", { class: a.kind }, h("span", { class: "tag" }, answerTag(a)), h("span", null, W(a.text)), h("button", { type: "button", class: "plain", "aria-label": T("look") + " " + T(a.to), onclick: () => follow(a) }, T("look")))));
  const plans = D.plans.filter((p) => p && p.subject);
  clear(box, h("h2", null, T("answer")), list, notes(), h("h3", null, T("plans")), h("div", { class: "wide" }, planTable(plans.slice(0, 300))), plans.length > 300 ? h("p", { class: "lead" }, T("cutHere", 300, plans.length)) : null);
};
/// Findings open at what the line counts.
function follow(a) {
  if (a.to === "findings") Object.assign(state, { severities: a.kind === "ask" ? [0, 1, 0, 0] : a.kind === "bad" ? [0, 0, 1, 1] : [1, 1, 1, 1], plan: "", unit: "", group: "", search: "" });
  go(a.to);
}
const notes = () => (D.left.length || D.notes.length ? h("ul", { class: "notes" }, D.left.map((l) => h("li", null, T("leftOut") + l[lang] + (lang ? ` (${l[2]})` : `（${l[2]} 处）`))), D.notes.map((n) => h("li", null, W(n)))) : null);
const textKind = (p) => (p.body === p.annex ? T(p.body) : T("bodyIs") + T(p.body) + (lang ? "; " : "，") + T("annexIs") + T(p.annex));
function planTable(plans) {
  plans = [...plans].sort((a, b) => b.year - a.year || a.level - b.level || (a.name < b.name ? -1 : 1));
  return h("table", null, h("thead", null, h("tr", null, [th(T("plan")), th(T("titleOf")), th(T("number"), { class: "hide-small" }), th(T("issued")), th(T("tasks"), { class: "num" }), th(T("text"))])),
    h("tbody", null, plans.map((p) => h("tr", null, h("th", { scope: "row" }, p.name), h("td", null, p.title), h("td", { class: "hide-small" }, p.number), h("td", null, p.issued || T("undated")), h("td", { class: "num" }, p.tasks), h("td", null, textKind(p))))));
}

// the matrix
const matrices = (() => {
  const by = new Map();
  D.cells.forEach((c, i) => {
    const p = D.tasks[c[0]].p;
    if (!by.has(p)) by.set(p, { plan: p, rows: new Map(), columns: new Set() });
    const m = by.get(p);
    if (!m.rows.has(c[0])) m.rows.set(c[0], new Map());
    m.rows.get(c[0]).set(c[1], i);
    m.columns.add(c[1]);
  });
  const order = (a, b) => D.plans[a].level - D.plans[b].level || (D.plans[a].name < D.plans[b].name ? -1 : 1);
  const size = (m) => [...m.rows.values()].reduce((n, row) => n + row.size, 0);
  return [...by.values()].sort((a, b) => size(b) - size(a) || order(a.plan, b.plan)).map((m) => ({ plan: m.plan, rows: [...m.rows].sort((a, b) => a[0] - b[0]), columns: [...m.columns].sort(order) }));
})();
const COLUMNS = 24;
const legend = () => h("div", { class: "legend" }, D.verdicts.map((_, v) => chip(v)), h("span", { class: "dim" }, T("blank")));
const cellWords = (cell) => D.verdicts[cell[3]][3] + " " + D.verdicts[cell[3]][1 + lang] + (cell[3] && cell[3] !== 8 && cell[2].length ? " " + differing(cell).map(facetName).join(lang ? ", " : "、") : "");
draw.matrix = (box) => {
  if (!matrices.length) return clear(box, h("h2", null, T("matrix")), h("p", null, W(D.answer[1].text)));
  const m = matrices[Math.min(state.upper, matrices.length - 1)];
  const pages = Math.ceil(m.columns.length / COLUMNS);
  state.page = Math.min(state.page, pages - 1);
  const columns = m.columns.slice(state.page * COLUMNS, (state.page + 1) * COLUMNS);
  const rows = () => {
    const q = fold(state.matrixSearch);
    return m.rows.filter(([t, row]) => (!q || fold(D.tasks[t].n + " " + D.tasks[t].t).includes(q)) && (!state.notGood || columns.some((p) => row.has(p) && !GOOD.has(D.cells[row.get(p)][3]))));
  };
  /// How many cells of a column are not in order, by verdict.
  const amiss = (p) => {
    const counts = new Map();
    for (const [, row] of m.rows) if (row.has(p)) { const v = D.cells[row.get(p)][3]; if (!GOOD.has(v)) counts.set(v, (counts.get(v) || 0) + 1); }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([v, n]) => h("span", { title: D.verdicts[v][1 + lang] }, D.verdicts[v][3] + n, h("span", { class: "unseen" }, D.verdicts[v][1 + lang])));
  };
  const count = h("span", { class: "count", "aria-live": "polite" });
  const width = phone() ? "6.6rem" : Math.max(8.5, Math.min(15, 62 / columns.length)) + "rem";
  const table = new Rows({
    label: T("matrix"), kind: "matrix", height: 38, rows: rows(), low: true,
    columns: [th(T("upper"), { class: "first" }), columns.map((p) => th([D.plans[p].name, h("div", { class: "tally" }, amiss(p))], { ...wide(width), title: D.plans[p].title })), columns.length < 7 && !phone() ? th("", { "aria-hidden": "true" }) : null].flat(),
    draw: ([t, row]) => h("tr", null, h("th", { scope: "row", class: "first", title: D.tasks[t].t }, h("div", { class: "clamp" }, D.tasks[t].n)),
      columns.map((p, k) => h("td", null, row.has(p) ? h("button", { type: "button", class: "cell v-" + D.verdicts[D.cells[row.get(p)][3]][0], "data-column": k, "data-cell": taskName(t) + "/" + D.plans[p].name, title: cellWords(D.cells[row.get(p)]), onclick: (e) => { table.column = k; table.current = Number(e.target.closest("tr").dataset.row); openCell(row.get(p)); } }, cellWords(D.cells[row.get(p)])) : null)), columns.length < 7 && !phone() ? h("td") : null),
  });
  const fresh = () => { table.set(rows()); count.textContent = T("shownOf", table.rows.length, m.rows.length); };
  clear(box, h("h2", null, T("matrix")), h("p", { class: "lead" }, T("matrixLead")),
    h("div", { class: "controls" }, select(T("upperPlan"), matrices.indexOf(m), matrices.map((x, i) => [i, planName(x.plan)]), (v) => { state.upper = Number(v); state.page = 0; render(); }),
      pages > 1 ? select(T("columns"), state.page, Array.from({ length: pages }, (_, k) => [k, planName(m.columns[k * COLUMNS]) + " …"]), (v) => { state.page = Number(v); render(); }) : null,
      searchBox(T("search"), T("searchTask"), state.matrixSearch, (v) => { state.matrixSearch = v; fresh(); }), check(T("only") + (lang ? " " : "") + T("notGood"), state.notGood, (v) => { state.notGood = v; fresh(); }), count),
    table.box, legend());
  fresh();
};

// findings
const unitsOfTask = (t) => (t ? [...new Set(D.tasks[t].who.map((w) => w[0]))] : []);
function findingRows() {
  const q = fold(state.search), unit = state.unit;
  const picked = [];
  D.findings.forEach((f, i) => {
    if (!state.severities[f.s] || (f.ack && !state.ack) || (state.plan && planName(f.p) !== state.plan) || (state.group !== "" && f.g !== Number(state.group))) return;
    if (unit && !unitsOfTask(f.t).some((e) => D.entities[e].n.includes(unit) || (D.entities[e].m || []).some((k) => D.entities[k].n === unit))) return;
    if (q && !fold(XX(f.m) + " " + taskName(f.t) + " " + taskName(f.ut) + " " + code(f.c) + " " + where(f.at)).includes(q)) return;
    picked.push(i);
  });
  const groups = new Map();
  const add = (name, i) => (groups.get(name) || groups.set(name, []).get(name)).push(i);
  for (const i of picked) {
    const f = D.findings[i];
    if (state.by === "plan") add(planName(f.p) || T("noPlan"), i);
    else {
      const units = unitsOfTask(f.t);
      if (!units.length) add(T("noUnit"), i);
      for (const e of units) add((D.entities[e].d ? D.entities[e].d + " " : "") + D.entities[e].n, i);
    }
  }
  const out = [];
  // The worst first: by errors, then warnings, then how many.
  const weight = (list) => { const n = [0, 0, 0, 0]; for (const i of list) ++n[D.findings[i].s]; return n; };
  const weighed = [...groups].map(([name, list]) => [name, list, weight(list)]);
  weighed.sort((a, b) => b[2][3] - a[2][3] || b[2][2] - a[2][2] || b[1].length - a[1].length);
  for (const [name, list, n] of weighed) {
    list.sort((a, b) => D.findings[b].s - D.findings[a].s || a - b);
    out.push({ name, words: [3, 2, 1, 0].filter((k) => n[k]).map((k) => D.severities[k][1 + lang] + " " + n[k]).join(lang ? ", " : "、") });
    out.push(...list);
  }
  return [out, picked.length];
}
draw.findings = (box) => {
  const count = h("span", { class: "count", "aria-live": "polite" });
  const row = (i) => {
    if (typeof i === "object") return h("tr", { class: "group" }, h("th", { colspan: table.columns, scope: "rowgroup" }, i.name + (lang ? " (" + i.words + ")" : "（" + i.words + "）")));
    const f = D.findings[i];
    return h("tr", { class: "open", "data-code": code(f.c) }, h("td", null, severity(f.s)), h("td", null, h("div", { class: "clamp" }, (f.ack ? "[" + T("acknowledged") + "] " : "") + XX(f.m))),
      h("td", { class: "hide-small" }, h("div", { class: "clamp" }, f.t ? D.tasks[f.t].n + (D.tasks[f.t].t !== D.tasks[f.t].n ? " " + D.tasks[f.t].t : "") : "")), h("td", { class: "hide-small" }, h("div", { class: "clamp" }, W(D.groups[f.g]) + (f.f ? " · " + facetName(f.f) : ""))),
      h("td", { class: "hide-small place" }, h("div", { class: "clamp" }, link(f.at, { tabindex: "-1" }), " " + code(f.c), " ", hasPicture(f) ? h("button", { type: "button", class: "link", tabindex: "-1", "aria-label": T("seePictureOf", taskName(f.t || f.ut) || planName(f.p)), onclick: (e) => { e.stopPropagation(); pictureOf(f); } }, T("seePicture")) : null)));
  };
  const table = new Rows({ label: T("findings"), height: 52, low: true, rows: [], draw: row, open: (i) => typeof i !== "object" && openFinding(i),
    columns: [th(T("severity"), wide(lang ? "6.2rem" : "5.2rem")), th(T("finding")), th(T("tasks"), { class: "hide-small", ...wide("19%") }), th(T("group"), { class: "hide-small", ...wide(lang ? "10rem" : "8.5rem") }), th(T("spec"), { class: "hide-small", ...wide("15rem") })] });
  const fresh = () => { const [rows, n] = findingRows(); table.set(rows); count.textContent = n ? T("shownOf", n, D.findings.length) : T("noFinding"); };
  const plans = [...new Set(D.findings.map((f) => planName(f.p)).filter(Boolean))].sort();
  const units = [...new Set(D.entities.filter((e) => e.unit).map((e) => e.n))].sort().slice(0, 2000);
  const groups = [...new Set(D.findings.map((f) => f.g))].sort();
  clear(box, h("h2", null, T("findings")), h("p", { class: "lead" }, T("findingLead")),
    h("div", { class: "controls" }, [3, 2, 1, 0].map((s) => check(D.severities[s][1 + lang] + " " + D.tally[s], state.severities[s], (v) => { state.severities[s] = v; fresh(); })), D.tally[4] ? check(T("withAck") + " " + D.tally[4], state.ack, (v) => { state.ack = v; fresh(); }) : null,
      select(T("plan"), state.plan, [["", T("all")], ...plans.map((p) => [p, p])], (v) => { state.plan = v; fresh(); }), select(T("group"), state.group, [["", T("all")], ...groups.map((g) => [g, W(D.groups[g])])], (v) => { state.group = v; fresh(); }),
      searchBox(T("unit"), T("searchUnit"), state.unit, (v) => { state.unit = v; fresh(); }, "unit-names"), searchBox(T("search"), T("searchFinding"), state.search, (v) => { state.search = v; fresh(); }),
      select(T("groupBy"), state.by, [["plan", T("byPlan")], ["unit", T("byUnit")]], (v) => { state.by = v; fresh(); }), count, h("datalist", { id: "unit-names" }, units.map((u) => h("option", { value: u })))), table.box);
  fresh();
};

// pictures
const viewName = (p) => ({ conflicts: T("conflicts"), hierarchy: T("hierarchy"), timeline: T("timeline"), flow: T("flow"), unit: T("unitView"), plan: T("planView") })[p.view] || p.view;
const pictureTitle = (p) => viewName(p) + (p.plan ? " · " + p.plan : "");
const tongue = (p) => { const own = lang ? "en" : "zh", other = lang ? "zh" : "en"; return p[own].length ? own : other; };
const sheetText = (p, k) => new TextDecoder().decode(inflate(Uint8Array.from(atob(document.getElementById(`sheet-${p}-${tongue(D.pictures[p])}-${k}`).textContent), (c) => c.charCodeAt(0))));
/// Unpacks what report.cc packed (deflate, RFC 1951). Browsers can do it themselves, but only asynchronously and not the older ones.
function inflate(bytes) {
  let out = new Uint8Array(bytes.length * 8), length = 0, at = 0, held = 0, count = 0;
  const bits = (n) => {
    while (count < n) { if (at >= bytes.length) throw new Error("cut short"); held |= bytes[at++] << count; count += 8; }
    const value = held & ((1 << n) - 1);
    held >>>= n;
    count -= n;
    return value;
  };
  const room = (n) => { if (length + n > out.length) { const larger = new Uint8Array(Math.max(out.length * 2, length + n)); larger.set(out); out = larger; } };
  const tree = (lengths) => { // canonical code: how many of each length, and the symbols in order
    const counts = new Uint16Array(16), starts = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
    for (const n of lengths) ++counts[n];
    counts[0] = 0;
    for (let n = 1; n < 16; ++n) starts[n] = starts[n - 1] + counts[n - 1];
    lengths.forEach((n, symbol) => { if (n) symbols[starts[n]++] = symbol; });
    return { counts, symbols };
  };
  const symbol = ({ counts, symbols }) => {
    let code = 0, first = 0, index = 0;
    for (let n = 1; n < 16; ++n) {
      code |= bits(1);
      if (code - first < counts[n]) return symbols[index + code - first];
      index += counts[n];
      first = (first + counts[n]) << 1;
      code <<= 1;
    }
    throw new Error("no such code");
  };
  const lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const lengthMore = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const farBase = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = count = 0;
      const n = bytes[at] | (bytes[at + 1] << 8);
      room(n);
      out.set(bytes.subarray(at + 4, at + 4 + n), length);
      length += n;
      at += 4 + n;
      continue;
    }
    let words, distances;
    if (kind === 1) {
      words = tree(Array.from({ length: 288 }, (_, k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8)));
      distances = tree(Array(30).fill(5));
    } else {
      const many = bits(5) + 257, far = bits(5) + 1, short = bits(4) + 4, order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15], own = Array(19).fill(0);
      for (let k = 0; k < short; ++k) own[order[k]] = bits(3);
      const codes = tree(own), lengths = [];
      while (lengths.length < many + far) {
        const s = symbol(codes);
        if (s < 16) lengths.push(s);
        else { const n = s === 16 ? 3 + bits(2) : s === 17 ? 3 + bits(3) : 11 + bits(7), value = s === 16 ? lengths[lengths.length - 1] : 0; for (let k = 0; k < n; ++k) lengths.push(value); }
      }
      words = tree(lengths.slice(0, many));
      distances = tree(lengths.slice(many));
    }
    for (;;) {
      const s = symbol(words);
      if (s === 256) break;
      if (s < 256) { room(1); out[length++] = s; continue; }
      const n = lengthBase[s - 257] + bits(lengthMore[s - 257]), d = symbol(distances), far = farBase[d] + bits(d < 2 ? 0 : (d >> 1) - 1);
      room(n);
      for (let k = 0; k < n; ++k, ++length) out[length] = out[length - far];
    }
  }
  return out.subarray(0, length);
}
function sheetSvg(p, k) {
  const parsed = new DOMParser().parseFromString(sheetText(p, k), "image/svg+xml");
  const svg = parsed.documentElement;
  if (svg.nodeName !== "svg" || parsed.querySelector("parsererror")) return null;
  for (const bad of svg.querySelectorAll("script, foreignObject, image, use, style")) bad.remove();
  for (const a of svg.querySelectorAll("a")) { // tips without links
    const tip = a.getAttributeNS("http://www.w3.org/1999/xlink", "title");
    const g = parsed.createElementNS("http://www.w3.org/2000/svg", "g");
    if (tip) { const title = parsed.createElementNS("http://www.w3.org/2000/svg", "title"); title.textContent = tip; g.append(title); }
    g.append(...a.childNodes);
    a.replaceWith(g);
  }
  return document.importNode(svg, true);
}
let stage = null;
draw.pictures = (box) => {
  if (!D.pictures.length) return clear(box, h("h2", null, T("pictures")), h("p", null, T("noPictures")), h("ul", null, D.notes.map((n) => h("li", null, W(n)))));
  const p = D.pictures[state.picture], sheets = p[tongue(p)];
  state.sheet = Math.max(0, Math.min(state.sheet, sheets.length - 1));
  const about = h("p", { class: "about count", role: "status" }), holder = h("div", { class: "stage", tabindex: "0", role: "group", "aria-roledescription": T("pictures"), "aria-label": sheets[state.sheet] + " " + T("pictureLead") });
  const svg = sheetSvg(state.picture, state.sheet);
  stage = svg ? new Stage(holder, svg, about) : null;
  if (!svg) holder.textContent = T("badPicture");
  const turn = (k) => { state.sheet += k; state.wanted = null; render(); };
  clear(box, h("h2", null, T("pictures")), h("p", { class: "lead hide-small" }, T("pictureLead")), h("div", { class: "picture" },
    h("div", { class: "list" }, D.pictures.map((q, i) => h("button", { type: "button", "aria-current": i === state.picture ? "true" : null, onclick: () => { state.picture = i; state.sheet = 0; state.wanted = null; render(); } }, pictureTitle(q), " ", h("span", { class: "dim" }, q[tongue(q)].length)))),
    h("div", null, h("div", { class: "controls" }, act("＋", () => stage && stage.zoom(0.75)), act("－", () => stage && stage.zoom(1.33)), act(T("wideFit"), () => stage && stage.wide()), act(T("fit"), () => stage && stage.fit()),
      sheets.length > 1 ? [h("button", { type: "button", class: "plain", disabled: state.sheet === 0, onclick: () => turn(-1) }, T("previous")), h("span", { class: "count" }, T("pageOf", state.sheet + 1, sheets.length)), h("button", { type: "button", class: "plain", disabled: state.sheet === sheets.length - 1, onclick: () => turn(1) }, T("next"))] : null,
      h("label", null, T("search"), h("input", { type: "search", id: "find", placeholder: T("searchPicture"), value: state.pictureSearch, onkeydown: (e) => { if (e.key === "Enter") find(e.target.value, true); } })), act(T("findNext"), () => find(document.getElementById("find").value, true)), act(T("clear"), () => stage && stage.choose(null))),
    holder, about)));
  for (const b of box.querySelectorAll(".controls .plain")) { if (b.textContent === "＋") b.setAttribute("aria-label", T("zoomIn")); if (b.textContent === "－") b.setAttribute("aria-label", T("zoomOut")); }
  if (stage && state.wanted) stage.choose(state.wanted, true);
};
class Stage {
  constructor(holder, svg, about) {
    Object.assign(this, { holder, svg, about });
    const [x, y, width, height] = svg.getAttribute("viewBox").split(/[ ,]+/).map(Number);
    this.whole = { x, y, width, height };
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("preserveAspectRatio", "xMidYMin meet");
    holder.append(svg);
    this.nodes = new Map();
    for (const g of svg.querySelectorAll("g.node:not(.frame)")) { const title = g.querySelector("title"); if (title) (this.nodes.get(title.textContent) || this.nodes.set(title.textContent, []).get(title.textContent)).push(g); }
    this.edges = [];
    for (const g of svg.querySelectorAll("g.edge")) {
      const title = g.querySelector("title"), cut = title ? title.textContent.indexOf("->") : -1;
      if (cut > 0) this.edges.push({ g, from: title.textContent.slice(0, cut), to: title.textContent.slice(cut + 2) });
    }
    this.fit();
    this.untouched = !state.wanted; // until somebody moves it, the drawing follows the size of its frame
    new ResizeObserver(() => { if (this.untouched) this.wide(); }).observe(holder);
    holder.addEventListener("wheel", (e) => { e.preventDefault(); this.zoom(e.deltaY < 0 ? 0.85 : 1.18, e); }, { passive: false });
    const touches = new Map();
    let moved = 0, spread = 0;
    holder.addEventListener("pointerdown", (e) => { touches.set(e.pointerId, e); moved = 0; spread = 0; });
    holder.addEventListener("pointermove", (e) => {
      const old = touches.get(e.pointerId);
      if (!old) return;
      touches.set(e.pointerId, e);
      if (touches.size === 2) {
        const [a, b] = [...touches.values()], now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (spread) this.zoom(spread / now, { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
        spread = now;
        return;
      }
      moved += Math.abs(e.clientX - old.clientX) + Math.abs(e.clientY - old.clientY);
      if (moved > 4) { holder.setPointerCapture(e.pointerId); holder.classList.add("moving"); }
      const s = this.scale();
      this.view.x -= (e.clientX - old.clientX) * s;
      this.view.y -= (e.clientY - old.clientY) * s;
      this.apply();
    });
    const up = (e) => {
      touches.delete(e.pointerId);
      holder.classList.remove("moving");
      if (moved > 4 || e.type !== "pointerup") return;
      const g = e.target.closest && e.target.closest("g.node:not(.frame)");
      this.choose(g ? g.querySelector("title").textContent : null);
    };
    holder.addEventListener("pointerup", up);
    holder.addEventListener("pointercancel", up);
    holder.addEventListener("keydown", (e) => {
      const step = this.view.width / 10, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      if (e.key in moves) { this.view.x += moves[e.key][0]; this.view.y += moves[e.key][1]; this.apply(); }
      else if (e.key === "+" || e.key === "=") this.zoom(0.75);
      else if (e.key === "-") this.zoom(1.33);
      else if (e.key === "0") this.fit();
      else if (e.key === "n" || e.key === "p") this.step(e.key === "n" ? 1 : -1);
      else if (e.key === "Escape") this.choose(null);
      else return;
      e.preventDefault();
    });
  }
  scale() { const r = this.holder.getBoundingClientRect(); return Math.max(this.view.width / r.width, this.view.height / r.height); }
  apply() { this.untouched = false; const v = this.view; this.svg.setAttribute("viewBox", `${v.x} ${v.y} ${v.width} ${v.height}`); }
  fit() { this.view = { ...this.whole }; this.apply(); }
  /// As wide as the frame, from the top: large enough to read.
  wide() {
    const r = this.holder.getBoundingClientRect();
    if (!r.width) return;
    const height = Math.min(this.whole.height, (this.whole.width * r.height) / r.width);
    this.view = { x: this.whole.x, y: this.whole.y, width: this.whole.width, height };
    const untouched = this.untouched;
    this.apply();
    this.untouched = untouched;
  }
  zoom(by, at) {
    const v = this.view, r = this.holder.getBoundingClientRect(), s = this.scale();
    if (v.width * by < this.whole.width / 40 || v.width * by > this.whole.width * 4) return;
    const x = at ? v.x + v.width / 2 + (at.clientX - r.left - r.width / 2) * s : v.x + v.width / 2, y = at ? v.y + (at.clientY - r.top) * s : v.y + v.height / 2;
    this.view = { x: x - (x - v.x) * by, y: y - (y - v.y) * by, width: v.width * by, height: v.height * by };
    this.apply();
  }
  /// The next box, as they stand in the drawing.
  step(by) {
    const names = [...this.nodes.keys()].filter((name) => taskByName.has(name));
    const at = names.indexOf(state.wanted);
    if (!names.length) return;
    state.wanted = names[at < 0 ? (by > 0 ? 0 : names.length - 1) : (at + by + names.length) % names.length];
    this.choose(state.wanted, true);
  }
  reach(start, from, to) {
    const seen = new Set([start]), waiting = [start], edges = new Set();
    while (waiting.length) { const at = waiting.pop(); for (const e of this.edges) if (e[from] === at) { edges.add(e.g); if (!seen.has(e[to])) { seen.add(e[to]); waiting.push(e[to]); } } }
    seen.delete(start);
    return [seen, edges];
  }
  choose(name, near) {
    this.svg.classList.remove("lit");
    for (const g of this.svg.querySelectorAll(".near, .chosen")) g.classList.remove("near", "chosen");
    clear(this.about);
    if (!name || !this.nodes.has(name)) return false;
    const [up, upEdges] = this.reach(name, "to", "from"), [down, downEdges] = this.reach(name, "from", "to");
    this.svg.classList.add("lit");
    for (const n of [name, ...up, ...down]) for (const g of this.nodes.get(n) || []) g.classList.add("near");
    for (const g of [...upEdges, ...downEdges]) g.classList.add("near");
    for (const g of this.nodes.get(name)) g.classList.add("chosen");
    const t = taskByName.get(name);
    clear(this.about, T("lit", name, up.size, down.size) + " ", t ? act(T("seeTask"), () => openTask(t)) : null);
    if (near) {
      const b = this.nodes.get(name)[0].getBoundingClientRect(), r = this.holder.getBoundingClientRect(), s = this.scale();
      if (r.width) {
        const x = this.view.x + this.view.width / 2 + (b.left + b.width / 2 - r.left - r.width / 2) * s, y = this.view.y + (b.top + b.height / 2 - r.top) * s;
        const width = this.whole.width / 2, height = this.whole.height / 2;
        this.view = { x: x - width / 2, y: y - height / 2, width, height };
        this.apply();
      }
    }
    return true;
  }
}
// Names of the boxes of every sheet, read once from the drawings.
let index = null;
function boxes() {
  if (index && index.lang === lang) return index.all;
  const all = [];
  const plain = document.createElement("textarea");
  D.pictures.forEach((p, i) => p[tongue(p)].forEach((_, k) => {
    const names = new Set();
    for (const m of sheetText(i, k).matchAll(/<g id="[^"]*" class="node (?!frame)[^"]*">\s*<title>([^<]*)<\/title>/g)) { plain.innerHTML = m[1]; names.add(plain.value); }
    for (const name of names) all.push({ picture: i, sheet: k, name, folded: fold(name + " " + (taskByName.has(name) ? D.tasks[taskByName.get(name)].t : "")) });
  }));
  index = { lang, all };
  return all;
}
function find(words, next) {
  state.pictureSearch = words;
  const q = fold(words.trim());
  if (!q) return;
  const hits = boxes().filter((b) => b.folded.includes(q));
  if (!hits.length) { if (stage) clear(stage.about, T("notFound", words)); say(T("notFound", words)); return; }
  const now = (b) => b.picture === state.picture && b.sheet === state.sheet;
  let at = hits.findIndex((b) => now(b) && b.name === state.wanted);
  if (at >= 0 && next) at = (at + 1) % hits.length;
  else if (at < 0) at = Math.max(0, hits.findIndex((b) => b.picture === state.picture));
  const hit = hits[at];
  const same = now(hit);
  Object.assign(state, { picture: hit.picture, sheet: hit.sheet, wanted: hit.name });
  if (same && stage) stage.choose(hit.name, true);
  else { render(); document.getElementById("find").focus(); }
}
function picture(view, plan, name, other) {
  dialog.close();
  const fits = (b) => b.name === name, kind = (b) => D.pictures[b.picture].view === view && (!plan || D.pictures[b.picture].plan === plan);
  const all = boxes(), hit = all.find((b) => fits(b) && kind(b)) || (other && all.find((b) => b.name === other && kind(b))) || all.find(fits);
  const i = hit ? hit.picture : D.pictures.findIndex((p) => p.view === view && (!plan || p.plan === plan));
  Object.assign(state, { picture: Math.max(0, i), sheet: hit ? hit.sheet : 0, wanted: hit ? hit.name : null });
  go("pictures");
  if (!hit && name && stage) clear(stage.about, T("notFound", name));
}

// units
const isOpen = (t, y) => { // what the dates of a task say: month it falls due, or all year, or nothing
  const year = D.plans[D.tasks[t].p].year;
  if (year !== y) return null;
  const out = { months: [], all: false };
  for (const [from, to, shape] of D.tasks[t].due) {
    const b = day(to);
    if (shape === 4 || (shape !== 1 && to - from > 360)) out.all = true;
    else if (b.getUTCFullYear() === y) out.months.push(b.getUTCMonth());
    else out.all = true;
  }
  return out;
};
/// The months and days on which a quota of the task completes a period: [[last day, period, subjects]].
const lastDay = (y, m) => Date.UTC(y, m + 1, 0) / 86400000;
const ends = new Map();
function rounds(t) {
  if (ends.has(t)) return ends.get(t);
  const task = D.tasks[t], plan = D.plans[task.p], out = [];
  const issued = plan.issued ? Date.parse(plan.issued) / 86400000 : -Infinity;
  const windows = task.due.filter(([from, to, shape]) => shape !== 4 && to - from <= 360);
  for (const [period, from, to, subjects] of task.again || []) {
    const step = { 2: 6, 3: 3 }[period] || 1;
    for (let m = step - 1; m < 12; m += step) {
      const end = lastDay(plan.year, m), start = lastDay(plan.year, m - step) + 1;
      const inside = from !== null ? start <= to && end >= from : !windows.length || windows.some((w) => start <= w[1] && end >= w[0]);
      if (inside && end >= issued) out.push([end, period, subjects]);
    }
  }
  ends.set(t, out);
  return out;
}
/// Does a quota that names `subjects` speak of this unit?
const meant = (subjects, e) => !subjects.length || subjects.some((k) => k === e || (D.entities[k].m || []).includes(e));
function unitRows() {
  const by = new Map();
  const put = (e, t, role, via) => {
    if (!by.has(e)) by.set(e, new Map());
    const mine = by.get(e);
    if (!mine.has(t) || mine.get(t).role > role) mine.set(t, { role, via });
  };
  D.tasks.forEach((task, t) => {
    if (!task || !D.plans[task.p].subject || D.plans[task.p].year !== state.year) return;
    for (const [e, role] of task.who) {
      const x = D.entities[e];
      if (x.m && x.m.length) { if (state.via) for (const k of x.m) put(k, t, role, e); else put(e, t, role, -1); } else put(e, t, role, -1);
    }
    for (const [, , , subjects] of task.again || []) for (const e of subjects) if (!(D.entities[e].m || []).length && !by.get(e)?.has(t)) put(e, t, 1, -1);
  });
  const q = fold(state.unitSearch);
  const out = [];
  for (const [e, mine] of by) {
    const x = D.entities[e];
    if ((q && !fold(x.n).includes(q)) || (state.directory && x.d !== state.directory)) continue;
    const row = { e, mine, roles: [0, 0, 0], months: Array(12).fill(0), again: Array(12).fill(0), all: 0, none: 0 };
    for (const [t, how] of mine) {
      ++row.roles[how.role === 0 ? 0 : how.role < 3 ? 1 : 2];
      const when = isOpen(t, state.year);
      if (!when) continue;
      for (const m of new Set(when.months)) ++row.months[m];
      if (how.role < 3) for (const m of new Set(rounds(t).filter((r) => meant(r[2], e)).map((r) => day(r[0]).getUTCMonth()))) ++row.again[m];
      if (when.all) ++row.all;
      if (!when.all && !when.months.length) ++row.none;
    }
    out.push(row);
  }
  return out.sort((a, b) => b.mine.size - a.mine.size || (D.entities[a.e].n < D.entities[b.e].n ? -1 : 1));
}
const openUnit = (row) => visit(() => showUnit(row, -1));
function showUnit(row, month) {
  const x = D.entities[row.e];
  const inMonth = (t, m) => isOpen(t, state.year).months.includes(m) || rounds(t).some((r) => meant(r[2], row.e) && day(r[0]).getUTCMonth() === m);
  const list = [...row.mine].filter(([t, how]) => month < 0 || (inMonth(t, month) && (how.role < 3 || isOpen(t, state.year).months.includes(month)))).sort((a, b) => a[1].role - b[1].role || a[0] - b[0]);
  const pick = (m, words) => h("button", { type: "button", class: "plain", "aria-pressed": String(m === month), "data-month": m, onclick: () => { visits[visits.length - 1] = () => showUnit(row, m); showUnit(row, m); dialog.querySelector(`[data-month="${m}"]`).focus(); } }, words);
  open(x.d + " " + x.n, h("div", { class: "controls" }, pick(-1, T("countWord", row.mine.size)), row.months.map((n, m) => (n || row.again[m] ? pick(m, monthName(m) + " " + workload(n, row.again[m])) : null)), h("span", { class: "count", role: "status" }, T("shown", list.length))),
    labelled(h("table", { class: "facets" }, h("thead", null, h("tr", null, [th(T("role")), th(T("tasks")), th(T("due")), th(T("quota"))])),
      h("tbody", null, list.slice(0, 1000).map(([t, how]) => h("tr", null, h("td", null, T(ROLES[how.role]), how.via >= 0 && h("div", { class: "place" }, T("via", D.entities[how.via].n))), h("td", null, h("button", { type: "button", class: "link name", onclick: () => openTask(t) }, taskName(t)), h("div", null, D.tasks[t].t), h("div", { class: "place" }, X(D.tasks[t].trail))), h("td", null, X(D.tasks[t].when)), h("td", null, D.tasks[t].quota && X(D.tasks[t].quota[lang]))))))),
    list.length > 1000 ? h("p", { class: "lead" }, T("cutHere", 1000, list.length)) : null);
}
/// 2+1: two fall due, one comes round.
const workload = (due, again) => (due || "") + (again ? "+" + again : "") + "";
function unitHead() { return [th(T("unit")), th(T("lead"), { class: "num", ...wide("3.6rem") }), th(T("responsible"), { class: "num", ...wide(lang ? "6.4rem" : "3.6rem") }), th(T("support"), { class: "num", ...wide(lang ? "4.6rem" : "3.6rem") }), th(T("total"), { class: "num", ...wide("3.6rem") }), ...Array.from({ length: 12 }, (_, m) => th(monthName(m), { class: "num hide-small", ...wide("3.1rem") })), th(T("wholeYear"), { class: "num hide-small", ...wide("5rem") }), th(T("undatedTasks"), { class: "num hide-small", ...wide(lang ? "4.6rem" : "4.2rem") })]; }
function unitRow(row, most) {
  const x = D.entities[row.e];
  const bar = (n, m) => { const td = h("td", { class: "month-bar num hide-small", title: n || row.again[m] ? `${monthName(m)}: ${T("dueWord")} ${n}, ${T("roundWord")} ${row.again[m]}` : null }, workload(n, row.again[m])); td.style.setProperty("--part", Math.round((100 * (n + row.again[m])) / most) + "%"); return td; };
  return h("tr", { class: "open", "data-unit": x.n }, h("th", { scope: "row" }, h("div", { class: "clamp" }, x.n + (x.d ? "（" + x.d + "）" : ""))), row.roles.map((n) => h("td", { class: "num" }, n || "")), h("td", { class: "num" }, h("b", null, row.mine.size)), row.months.map(bar), h("td", { class: "num hide-small" }, row.all || ""), h("td", { class: "num hide-small" }, row.none || ""));
}
draw.units = (box) => {
  const count = h("span", { class: "count", "aria-live": "polite" });
  let most = 1;
  const table = new Rows({ label: T("units"), height: 36, low: true, rows: [], columns: unitHead(), draw: (row) => unitRow(row, most), open: openUnit });
  const fresh = () => { const rows = unitRows(); most = Math.max(1, ...rows.slice(0, 5000).map((r) => Math.max(...r.months.map((n, m) => n + r.again[m])))); table.set(rows); count.textContent = T("shown", rows.length); };
  const directories = [...new Set(D.entities.map((e) => e.d).filter(Boolean))].sort();
  clear(box, h("h2", null, T("units")), h("p", { class: "lead" }, T("unitLead")), h("div", { class: "controls" }, select(T("year"), state.year, years.map((y) => [y, y]), (v) => { state.year = Number(v); fresh(); }), select(T("directory"), state.directory, [["", T("all")], ...directories.map((d) => [d, d])], (v) => { state.directory = v; fresh(); }),
    searchBox(T("search"), T("searchUnit"), state.unitSearch, (v) => { state.unitSearch = v; fresh(); }), check(T("viaGroups"), state.via, (v) => { state.via = v; fresh(); }), count), table.box);
  fresh();
};

// calendar
function dueDays(y) {
  const days = new Map();
  // Tasks come one after the other, so a task that is there already is at the end.
  const add = (list, t, period) => { for (let k = list.length - 1; k >= 0 && list[k][0] === t; --k) if (list[k][1] === period) return; list.push([t, period]); };
  D.tasks.forEach((task, t) => {
    if (!task || !D.plans[task.p].subject || D.plans[task.p].year !== y) return;
    for (const [from, to, shape] of task.due) {
      if (shape === 4 || (shape !== 1 && to - from > 360)) continue;
      const list = days.get(to) || days.set(to, []).get(to);
      add(list, t, 0);
    }
    for (const [end, period] of rounds(t)) {
      if (period > 4) continue; // every week and every day is no date
      const list = days.get(end) || days.set(end, []).get(end);
      add(list, t, period);
    }
  });
  for (const list of days.values()) list.sort((a, b) => a[1] - b[1]);
  return days;
}
const openDays = (title, list) => visit(() => showDays(title, list));
const dayKind = (period) => (period ? T("recurring", W(PERIODS[period])) : T("dueWord"));
function showDays(title, list) {
  open(title, labelled(h("table", { class: "facets" }, h("thead", null, h("tr", null, [th(T("due")), th(T("tasks")), th(T("responsible"))])), h("tbody", null, list.slice(0, 1000).map(([d, [t, period]]) => h("tr", null, h("td", null, iso(d), h("div", { class: "place" }, dayKind(period))), h("td", null, h("button", { type: "button", class: "link name", onclick: () => openTask(t) }, taskName(t)), h("div", null, D.tasks[t].t), h("div", { class: "place" }, X(D.tasks[t].when), period && D.tasks[t].quota ? " " + X(D.tasks[t].quota[lang]) : "")), h("td", null, D.tasks[t].who.map((w) => D.entities[w[0]].n).join("、"))))))));
}
const dayCount = (list) => workload(list.filter((x) => !x[1]).length, list.filter((x) => x[1]).length);
draw.calendar = (box) => {
  const y = state.year, days = dueDays(y), known = D.calendar.find((c) => c.year === y), off = new Set(known ? known.off : []), work = new Set(known ? known.work : []);
  const month = (m) => {
    const first = Date.UTC(y, m, 1) / 86400000, count = new Date(Date.UTC(y, m + 1, 0)).getUTCDate(), lead = (day(first).getUTCDay() + 6) % 7;
    const list = [];
    const grid = h("div", { class: "days" }, (lang ? ["M", "T", "W", "T", "F", "S", "S"] : ["一", "二", "三", "四", "五", "六", "日"]).map((d) => h("span", { class: "wd" }, d)), Array.from({ length: lead }, () => h("span")));
    for (let k = 0; k < count; ++k) {
      const d = first + k, due = days.get(d), weekend = [0, 6].includes(day(d).getUTCDay()), free = off.has(d) || (weekend && !work.has(d));
      for (const t of due || []) list.push([d, t]);
      const mark = off.has(d) && !weekend ? "休" : work.has(d) && weekend ? "班" : "";
      grid.append(due ? h("button", { type: "button", class: "due" + (due.some((x) => !x[1]) ? "" : " again") + (free ? " off" : ""), "data-day": iso(d), "aria-label": T("dayTasks", iso(d), due.length), onclick: () => openDays(T("dueOn", iso(d)), due.map((t) => [d, t])) }, k + 1, h("small", null, dayCount(due) + mark)) : h("span", { class: free ? "off" : null }, k + 1, mark ? h("small", null, mark) : null));
    }
    return h("div", { class: "month" }, h("h3", null, monthName(m), list.length ? act(T("thisMonth", list.length), () => openDays(T("dueOn", monthName(m)), list)) : null), grid);
  };
  clear(box, h("h2", null, T("calendar")), h("p", { class: "lead" }, T("calendarLead"), known ? "" : " " + T("noCalendar")), h("div", { class: "controls" }, select(T("year"), y, years.map((v) => [v, v]), (v) => { state.year = Number(v); render(); })), days.size ? null : h("p", null, T("noDay")), h("div", { class: "year" }, Array.from({ length: 12 }, (_, m) => month(m))));
};

// sources
const isCovered = (place) => place[2].length > 0 || place[3] !== null;
const shown = () => D.documents.filter((d) => d.plans.length);
const docTitle = (d) => d.title || D.plans[d.plans[0]].title || d.name;
function coverTable(docs, pick) {
  return labelled(h("table", { class: "facets" }, h("thead", null, h("tr", null, [th(T("document")), th(T("plan")), th(T("coverage")), th(T("asTask"), { class: "num" }), th(T("asNoDuty"), { class: "num" }), th(T("uncovered"), { class: "num" })])), h("tbody", null, docs.map((d, i) => {
    const b = h("b");
    b.style.width = (d.places.length ? (100 * d.covered) / d.places.length : 0) + "%";
    const tasks = d.places.filter((p) => p[2].length).length;
    return h("tr", null, h("th", { scope: "row" }, pick ? h("button", { type: "button", class: "link name", "aria-pressed": String(state.doc === i), onclick: () => pick(i) }, docTitle(d)) : docTitle(d), " ", h("span", { class: "place" }, d.number)), h("td", null, d.plans.map(planName).join("、")), h("td", null, h("span", { class: "cover", "aria-hidden": "true" }, b), ` ${d.covered} / ${d.places.length}`),
      h("td", { class: "num" }, tasks), h("td", { class: "num" }, d.covered - tasks), h("td", { class: "num" }, d.places.length - d.covered));
  }))));
}
/// What no document stands behind: easily overlooked beside a coverage of a hundred per cent.
function unread() {
  const plans = D.plans.map((p, i) => [p, i]).filter(([p, i]) => p && p.subject && !D.documents.some((d) => d.plans.includes(i)));
  if (!plans.length) return null;
  const inferred = (i) => D.tasks.filter((t) => t && t.p === i && t.mark === 4).length;
  return [h("h3", null, T("unreadPlans") + (lang ? ` (${plans.length})` : `（${plans.length}）`)), h("p", { class: "lead" }, T("unreadLead")),
    labelled(h("table", { class: "facets" }, h("thead", null, h("tr", null, [th(T("plan")), th(T("titleOf")), th(T("text")), th(T("tasks"), { class: "num" }), th(T("inferredTasks"), { class: "num" })])), h("tbody", null, plans.slice(0, 300).map(([p, i]) => h("tr", null, h("th", { scope: "row" }, p.name), h("td", null, p.title), h("td", null, textKind(p)), h("td", { class: "num" }, p.tasks), h("td", { class: "num" }, inferred(i)))))))];
}
const restRow = (r) => h("tr", { class: "open" }, h("td", null, W(MARKS[r[2]])), h("td", null, h("div", { class: "clamp" }, taskName(r[0]))), h("td", null, r[1] ? facetName(r[1]) : T("wholeTask")), h("td", null, h("div", { class: "clamp" }, X(r[3]))), h("td", { class: "hide-small place" }, h("div", { class: "clamp" }, where(r[4]))));
const restHead = () => [th(T("mark"), wide("5rem")), th(T("tasks"), wide("26%")), th(T("facet"), wide("6rem")), th(T("wording")), th(T("spec"), { class: "hide-small", ...wide("15rem") })];
draw.sources = (box) => {
  const docs = shown();
  const parts = [h("h2", null, T("sources"))];
  if (!docs.length) parts.push(h("p", null, T("noDocuments")), unread());
  else {
    const table = new Rows({ label: T("document"), height: 46, low: true, rows: [], open: (p) => p[2].length && openTask(p[2][0]), columns: [th(T("place"), wide("11rem")), th(T("titleOf"), { class: "hide-small", ...wide("34%") }), th(T("carriedBy"))],
      draw: (p) => h("tr", { class: p[2].length ? "open" : null }, h("th", { scope: "row" }, p[0]), h("td", { class: "hide-small" }, h("div", { class: "clamp" }, p[1] || (p[2].length ? h("span", { class: "dim" }, p[2].map((t) => D.tasks[t].t).join("；")) : ""))), h("td", null, h("div", { class: "clamp" }, p[2].length ? p[2].map(taskName).join("、") : p[3] !== null ? h("span", { class: "dim" }, T("notDuty") + p[3]) : h("span", { class: "chip v-missing" }, "× " + T("uncovered")), p[4] === 2 ? " " + T("changed") : ""))) });
    const count = h("span", { class: "count", "aria-live": "polite" });
    const fresh = () => { const rows = docs[state.doc].places.filter((p) => !state.uncovered || !isCovered(p)); table.set(rows); count.textContent = docTitle(docs[state.doc]) + " " + T("shown", rows.length); };
    const cover = h("div", { class: "wide" });
    const pick = (i) => { state.doc = i; clear(cover, coverTable(docs, pick)); fresh(); };
    state.doc = Math.min(state.doc, docs.length - 1);
    clear(cover, coverTable(docs, pick));
    parts.push(cover, unread(), h("h3", null, T("coverage")), h("div", { class: "controls", style: "margin-top:.8rem" }, check(T("onlyUncovered"), state.uncovered, (v) => { state.uncovered = v; fresh(); }), count), table.box);
    table.box.style.maxHeight = "50vh";
    queueMicrotask(fresh);
  }
  const rest = new Rows({ label: T("rests"), height: 46, rows: D.rests, columns: restHead(), draw: restRow, open: (r) => openTask(r[0]) });
  rest.box.style.maxHeight = "50vh";
  parts.push(h("h3", null, T("rests") + "（" + D.rests.length + "）"), h("p", { class: "lead" }, T("restsLead")), rest.box);
  clear(box, parts.flat());
  rest.show();
};

// ── on paper: everything, in order ──
const MOST = 3000;
function cut(list, most) { return list.length > most ? h("p", null, T("cut", most, list.length)) : null; }
function paper() {
  const out = [h("h1", null, T(D.sections ? "titleMatrix" : "title"))];
  const part = (name, ...content) => (SECTIONS.includes(name) ? h("section", { class: "of-" + name }, h("h2", null, T(name)), content) : null);
  out.push(part("answer", h("ol", { class: "answer" }, D.answer.map((a) => h("li", { class: a.kind }, h("span", { class: "tag" }, answerTag(a)), h("span", null, W(a.text))))), notes(), planTable(D.plans.filter((p) => p && p.subject).slice(0, 300))));
  const grids = [];
  for (const m of matrices) for (let k = 0; k < Math.min(m.columns.length, 96); k += 8) {
    const columns = m.columns.slice(k, k + 8), rows = m.rows.filter(([, row]) => columns.some((p) => row.has(p))).slice(0, MOST);
    grids.push(h("h3", null, planName(m.plan)), h("table", null, h("thead", null, h("tr", null, [th(T("upper")), columns.map((p) => th(planName(p)))].flat())), h("tbody", null, rows.map(([t, row]) => h("tr", null, h("th", { scope: "row" }, D.tasks[t].n), columns.map((p) => { if (!row.has(p)) return h("td"); const c = D.cells[row.get(p)]; return h("td", null, chip(c[3]), c[3] && c[3] !== 8 && c[2].length ? " " + differing(c).map(facetName).join("、") : ""); }))))));
  }
  const wrong = D.cells.filter((c) => !GOOD.has(c[3]));
  out.push(part("matrix", legend(), grids, h("h3", null, T("details")), wrong.slice(0, 300).map((c) => h("div", { class: "detail" }, h("h3", null, chip(c[3]), " ", planName(c[1]) + " ⟵ " + taskName(c[0])), cellHead(c, true), c[6].some((f) => f[1] !== 0) ? facetTable({ ...c, 6: c[6].filter((f) => f[1] !== 0) }) : null)), cut(wrong, 300)));
  const by = new Map();
  D.findings.slice(0, MOST).forEach((f) => { if (!f.ack) { const n = planName(f.p) || T("noPlan"); (by.get(n) || by.set(n, []).get(n)).push(f); } });
  out.push(part("findings", [...by].map(([name, list]) => [h("h3", null, name + "（" + list.length + "）"), h("table", null, h("thead", null, h("tr", null, [th(T("severity")), th(T("finding")), th(T("tasks"), wide("26%")), th(T("spec"), wide("17%"))])), h("tbody", null, list.sort((a, b) => b.s - a.s).map((f) => h("tr", null, h("td", null, severity(f.s)), h("td", null, XX(f.m), f.a ? h("div", { class: "advice" }, XX(f.a)) : null), h("td", null, f.t ? [D.tasks[f.t].n, h("div", { class: "place" }, X(D.tasks[f.t].trail))] : ""), h("td", { class: "place" }, where(f.at) + " " + code(f.c))))))]), cut(D.findings, MOST)));
  const keep = state.year;
  const unitParts = [], dayParts = [];
  for (const y of years) {
    state.year = y;
    const rows = unitRows(), most = Math.max(1, ...rows.slice(0, 400).map((r) => Math.max(...r.months.map((n, m) => n + r.again[m]))));
    unitParts.push(h("h3", null, y), h("table", null, h("thead", null, h("tr", null, unitHead())), h("tbody", null, rows.slice(0, 400).map((r) => unitRow(r, most)))), cut(rows, 400));
    const days = [...dueDays(y)].sort((a, b) => a[0] - b[0]);
    if (days.length) dayParts.push(h("h3", null, y), h("table", null, h("thead", null, h("tr", null, [th(T("due"), wide("12%")), th(T("tasks")), th(T("responsible"), wide("40%"))])), h("tbody", null, days.slice(0, 400).flatMap(([d, list]) => list.slice(0, 100).map(([t, period]) => h("tr", null, h("td", null, iso(d) + " " + dayKind(period)), h("td", null, taskName(t) + " " + D.tasks[t].t), h("td", null, D.tasks[t].who.slice(0, 30).map((w) => D.entities[w[0]].n).join("、"))))))));
  }
  state.year = keep;
  out.push(part("units", h("p", { class: "lead" }, T("unitLead")), unitParts), part("calendar", dayParts));
  const open = shown().flatMap((d) => d.places.filter((p) => !isCovered(p)).map((p) => [d, p]));
  out.push(part("sources", coverTable(shown(), null), unread(), open.length ? [h("h3", null, T("uncovered")), h("table", null, h("tbody", null, open.slice(0, 500).map(([d, p]) => h("tr", null, h("td", null, docTitle(d)), h("th", { scope: "row" }, p[0]), h("td", null, p[1]))))), cut(open, 500)] : null, h("h3", null, T("rests")), h("p", { class: "lead" }, T("restsLead")), h("table", null, h("thead", null, h("tr", null, restHead())), h("tbody", null, D.rests.slice(0, 1000).map(restRow))), cut(D.rests, 1000)));
  D.pictures.forEach((p, i) => p[tongue(p)].forEach((_, k) => { const svg = sheetSvg(i, k); if (svg) { svg.removeAttribute("width"); svg.removeAttribute("height"); out.push(h("figure", null, svg)); } }));
  clear(document.getElementById("paper"), out); // what is null is left out
}

// ── the frame ──
let current = SECTIONS[0];
const main = document.getElementById("main");
const sections = {};
for (const name of SECTIONS) sections[name] = h("section", { id: "part-" + name, ...(SECTIONS.length > 1 ? { role: "tabpanel", "aria-labelledby": "tab-" + name } : {}), hidden: true });
clear(main, Object.values(sections));
function render() {
  document.documentElement.lang = lang ? "en" : "zh-CN";
  document.title = T(D.sections ? "titleMatrix" : "title");
  document.querySelector("h1").textContent = T(D.sections ? "titleMatrix" : "title");
  document.querySelector(".skip").textContent = T("skip");
  document.getElementById("language").textContent = T("language");
  document.getElementById("print").textContent = T("print");
  const size = document.getElementById("size");
  size.setAttribute("aria-label", T("paperSize"));
  [T("landscape"), T("portrait")].forEach((words, k) => (size.options[k].textContent = words));
  const tabs = document.getElementById("tabs");
  const held = tabs.contains(document.activeElement);
  tabs.hidden = SECTIONS.length < 2;
  clear(tabs, (tabs.hidden ? [] : SECTIONS).map((name) => h("button", { type: "button", role: "tab", id: "tab-" + name, "aria-controls": "part-" + name, "aria-selected": String(name === current), tabindex: name === current ? "0" : "-1", onclick: () => go(name) }, T(name) + (name === "findings" ? " " + (D.tally[0] + D.tally[1] + D.tally[2] + D.tally[3]) : ""))));
  if (held && !tabs.hidden) document.getElementById("tab-" + current).focus();
  for (const name of SECTIONS) { sections[name].hidden = name !== current; if (name !== current) clear(sections[name]); }
  draw[current](sections[current]);
}
function go(name) {
  if (!SECTIONS.includes(name)) return;
  current = name;
  try { history.replaceState(null, "", "#" + name); } catch { /* some places open files without an address */ }
  render();
  window.scrollTo(0, 0);
}
document.getElementById("tabs").addEventListener("keydown", (e) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!step) return;
  e.preventDefault();
  go(SECTIONS[(SECTIONS.indexOf(current) + step + SECTIONS.length) % SECTIONS.length]);
  document.getElementById("tab-" + current).focus();
});
document.getElementById("language").addEventListener("click", () => { lang = 1 - lang; render(); });
document.querySelector(".skip").addEventListener("click", (e) => { e.preventDefault(); main.focus(); });
document.getElementById("print").addEventListener("click", () => window.print());
// Browsers take the way up from the page; so the page asks.
document.getElementById("size").addEventListener("change", (e) => { document.getElementById("paper-size").textContent = `@page { size: A4 ${e.target.value}; }`; document.documentElement.classList.toggle("upright", e.target.value === "portrait"); });
for (const width of [1600, 2400, 640]) window.matchMedia(`(min-width: ${width}px)`).addEventListener("change", () => { if (!printing) render(); });
window.addEventListener("beforeprint", () => { if (!printing) paper(); });
window.addEventListener("afterprint", () => { if (!printing) clear(document.getElementById("paper")); });
window.addEventListener("hashchange", () => go(location.hash.slice(1)));
// #print: the page as it goes to paper, for programs that print (yaodian report makes its PDF so).
const printing = /^#print(-en|-zh)?$/.test(location.hash);
document.getElementById("paper").hidden = false;
if (printing) {
  if (location.hash === "#print-en") lang = 1;
  if (location.hash === "#print-zh") lang = 0;
  render();
  document.documentElement.classList.add("printing");
  paper();
} else {
  if (SECTIONS.includes(location.hash.slice(1))) current = location.hash.slice(1);
  render();
}
})();
