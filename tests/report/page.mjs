// Drives the report in a browser, as somebody at a meeting would, and holds it to its promises: no script error, no request to
// anything but the file itself, hostile titles shown as text, everything reachable by keyboard, long lists quick.
// node page.mjs PROGRAM CHROMIUM SPECS SCRATCH
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [program, browserPath, specs, scratch] = process.argv.slice(2);
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
const report = (name, paths, ...more) => {
  const out = join(scratch, name);
  execFileSync(program, ["report", "--no-pdf", "-o", out, ...more, ...paths], { stdio: ["ignore", "ignore", "inherit"] });
  return join(out, "index.html");
};

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
let failed = 0, done = 0;

/// A page that fails the test when a script breaks or anything but the file is asked for.
async function open(file, { width = 1366, height = 768, hash = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (e) => troubles.push("script error: " + e.message));
  page.on("console", (m) => { if (m.type() === "error") troubles.push("console: " + m.text()); });
  page.on("dialog", async (d) => { troubles.push("dialog: " + d.message()); await d.dismiss(); });
  const own = pathToFileURL(file).href;
  await context.route("**/*", (route) => {
    if (route.request().url().split("#")[0] === own) return route.continue();
    troubles.push("request: " + route.request().url());
    return route.abort();
  });
  await page.goto(own + hash);
  return { page, context, troubles };
}
async function test(name, run) {
  const start = Date.now();
  try {
    await run();
    console.log(`ok   ${name} (${Date.now() - start} ms)`);
  } catch (e) {
    ++failed;
    console.log(`FAIL ${name}\n${e.stack}`);
  }
  ++done;
}
async function inPage(file, how, run) {
  const opened = await open(file, how);
  try {
    await run(opened.page);
    assert.deepEqual(opened.troubles, []);
  } finally {
    await opened.context.close();
  }
}
const tab = (page, name) => page.click("#tab-" + name);
const counted = async (page) => (await page.locator("main .count").first().textContent()).match(/\d+/g).map(Number);

const real = report("real", [specs]);
const data = JSON.parse(readFileSync(real, "utf8").match(/<script type="application\/json" id="data">(.*?)<\/script>/s)[1]);

await test("the answer has five lines and leads on", () => inPage(real, {}, async (page) => {
  assert.equal(await page.locator(".answer li").count(), 5);
  assert.match(await page.locator(".answer li").first().textContent(), new RegExp(String(data.cells.length)));
  await page.locator(".answer button").nth(2).click();
  assert.equal(await page.locator("#tab-findings").getAttribute("aria-selected"), "true");
}));

await test("the language switches and switches back", () => inPage(real, {}, async (page) => {
  await page.click("#language");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  for (const name of ["answer", "matrix", "findings", "units", "calendar", "sources"]) {
    await tab(page, name);
    assert.match(await page.locator("#part-" + name + " h2").first().textContent(), /^[A-Z][A-Za-z ]+$/);
  }
  await page.click("#language");
  assert.equal(await page.locator("h1").textContent(), "工作要点对照报告");
}));

await test("a cell opens the facets with both printed places", () => inPage(real, {}, async (page) => {
  await tab(page, "matrix");
  await page.fill("#part-matrix input[type=search]", "公众列席");
  const cell = page.locator('[data-cell="上海2023.公众列席/虹口2023"]');
  await cell.click();
  const dialog = page.locator("dialog[open]");
  assert.match(await dialog.textContent(), /虹口2023 ⟵ 上海2023\.公众列席/);
  assert.match(await dialog.textContent(), /附表 67/);
  assert.ok((await dialog.locator(".facets tbody tr").count()) >= 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
}));

await test("every cell of the data is a cell of the matrix", () => inPage(real, {}, async (page) => {
  await tab(page, "matrix");
  const options = await page.locator("#part-matrix select").first().locator("option").count();
  let cells = 0;
  for (let k = 0; k < options; ++k) {
    await page.locator("#part-matrix select").first().selectOption(String(k));
    const seen = new Set();
    const box = page.locator("#part-matrix .scroll");
    for (let last = -1, top = 0; top !== last; ) {
      for (const name of await box.locator("[data-cell]").evaluateAll((all) => all.map((n) => n.dataset.cell))) seen.add(name);
      last = top;
      top = await box.evaluate((n) => { n.scrollTop += n.clientHeight / 2; n.dispatchEvent(new Event("scroll")); return n.scrollTop; });
    }
    cells += seen.size;
  }
  assert.equal(cells, data.cells.length);
}));

await test("findings are filtered, grouped and opened", () => inPage(real, {}, async (page) => {
  await tab(page, "findings");
  const open = data.findings.filter((f) => !f.ack);
  assert.deepEqual(await counted(page), [open.length, data.findings.length]);
  for (const k of [1, 2, 3]) await page.locator("#part-findings .controls input[type=checkbox]").nth(k).uncheck();
  const errors = open.filter((f) => f.s === 3).length;
  assert.equal((await counted(page))[0] || 0, errors);
  await page.locator("#part-findings .controls input[type=checkbox]").nth(1).check();
  await page.locator("#part-findings select").first().selectOption("虹口2023");
  const mine = open.filter((f) => f.s >= 2 && data.plans[f.p] && data.plans[f.p].name === "虹口2023").length;
  assert.ok(mine > 0);
  assert.equal((await counted(page))[0], mine);
  await page.locator("#part-findings select").last().selectOption("unit");
  assert.ok((await page.locator("#part-findings tr.group").count()) > 0);
  await page.locator("#part-findings tr.open").first().click();
  assert.ok(await page.locator("dialog[open] pre.spec .here").first().isVisible());
}));

await test("a unit is found with what it owes", () => inPage(real, {}, async (page) => {
  await tab(page, "units");
  await page.fill("#part-units input[type=search]", "区财政局");
  await page.waitForFunction(() => document.querySelectorAll("#part-units tr[data-unit]").length > 0 && [...document.querySelectorAll("#part-units tr[data-unit]")].every((r) => r.dataset.unit.includes("区财政局")));
  await page.locator('#part-units tr[data-unit="区财政局"]').first().click();
  assert.ok((await page.locator("dialog[open] tbody tr").count()) > 3);
}));

await test("a picture zooms, moves, is searched and lights up", () => inPage(real, { hash: "#pictures" }, async (page) => {
  const box = () => page.locator(".stage svg").getAttribute("viewBox");
  const width = async () => Number((await box()).split(" ")[2]);
  await page.locator(".picture .list button", { hasText: "上下级承接" }).click();
  await page.waitForTimeout(100);
  const before = await width();
  await page.locator('[aria-label="放大"]').click();
  assert.ok((await width()) < before);
  const at = await box();
  await page.locator(".stage").focus();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await box(), at);
  await page.fill("#find", "公众列席");
  await page.press("#find", "Enter");
  await page.waitForSelector(".stage svg.lit g.chosen");
  assert.ok((await page.locator(".stage svg g.near").count()) > 1);
  assert.match(await page.locator(".about").textContent(), /上游 \d+、下游 \d+/);
  await page.locator(".about button").click();
  assert.ok(await page.locator("dialog[open]").isVisible());
}));

await test("every picture can be read", () => inPage(real, {}, async (page) => {
  const bad = await page.evaluate(() => [...document.querySelectorAll('script[id^="sheet-"]')].filter((s) => {
    const parsed = new DOMParser().parseFromString(JSON.parse(s.textContent), "image/svg+xml");
    return parsed.documentElement.nodeName !== "svg" || parsed.querySelector("parsererror");
  }).map((s) => s.id));
  assert.deepEqual(bad, []);
  assert.ok(data.pictures.length > 0);
}));

await test("calendar and sources", () => inPage(real, { hash: "#calendar" }, async (page) => {
  assert.equal(await page.locator(".month").count(), 12);
  await page.locator('[data-day="2023-03-31"]').click();
  assert.ok((await page.locator("dialog[open] tbody tr").count()) > 0);
  await page.keyboard.press("Escape");
  await tab(page, "sources");
  assert.equal(await page.locator("#part-sources .cover").count(), data.documents.filter((d) => d.plans.length).length);
  assert.match(await page.locator("#part-sources h3").textContent(), new RegExp(String(data.rests.length)));
}));

await test("the keyboard alone is enough", () => inPage(real, {}, async (page) => {
  await page.locator("#tab-answer").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-matrix");
  await page.locator("#part-matrix [data-column]").first().focus();
  const first = await page.evaluate(() => document.activeElement.dataset.cell);
  await page.keyboard.press("ArrowDown");
  const second = await page.evaluate(() => document.activeElement.dataset.cell);
  assert.ok(second && second !== first);
  const plan = () => page.evaluate(() => document.activeElement.dataset.cell.split("/").pop());
  const here = await plan();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await plan(), here);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await plan(), here);
  for (let k = 0; k < 40; ++k) await page.keyboard.press("ArrowDown");
  assert.ok(await page.evaluate(() => document.activeElement.dataset.cell), "the focus stays in a cell far down");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("dialog[open]").count(), 1);
  await page.keyboard.press("Escape");
  await tab(page, "findings");
  await page.locator("#part-findings tr.open").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("dialog[open]").count(), 1);
}));

for (const [width, height, kind] of [[1366, 768, "a projector"], [390, 844, "a phone"]])
  await test(`nothing sticks out on ${kind}`, () => inPage(real, { width, height }, async (page) => {
    for (const lang of ["zh", "en"]) {
      for (const name of ["answer", "matrix", "findings", "pictures", "units", "calendar", "sources"]) {
        await tab(page, name);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${name} (${lang}) is ${over} px too wide`);
      }
      await page.click("#language");
    }
  }));

await test("it prints: every part, with the titles as text", async () => {
  const opened = await open(real);
  try {
    const pdf = join(scratch, "printed.pdf");
    writeFileSync(pdf, await opened.page.pdf({ preferCSSPageSize: true }));
    const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { maxBuffer: 1 << 26 }).toString();
    for (const words of ["结论", "承接矩阵", "2023年虹口区政务公开工作要点", "公众列席", "不一致之处"]) assert.ok(text.includes(words), words + " is not in the print");
    assert.deepEqual(opened.troubles, []);
  } finally {
    await opened.context.close();
  }
});

// ── hostile plans ──
const evil = [`<script>alert(1)</script>`, `</script><img src=x onerror=alert(2)>`, `]]> "quoted" 'single' & &lt;`, `<!-- <svg onload=alert(3)> -->`, `{{data}} \${x} \\u003c`];
const world = join(scratch, "evil");
mkdirSync(world, { recursive: true });
const quote = (s) => `“${s}”`;
writeFileSync(join(world, "names.yd"), `名录 甲市 {\n    层级 市\n    单位 市政府 { 层级 市 }\n    集合 各区政府 { 成员 东区.区政府 }\n}\n名录 东区 {\n    层级 区\n    上级 甲市\n    单位 区政府 { 层级 区 ； 上级 甲市.市政府 }\n}\n`);
writeFileSync(join(world, "city.yd"), `要点 甲市2023 ${quote(evil[0])} {\n    年度 2023\n    层级 市\n    制定 甲市.市政府\n    印发 2023-03-31\n` + evil.map((e, k) => `    任务 任务${k} ${quote(e)} {\n        责任 各区政府\n        期限 3月31日前\n        自定\n    }\n`).join("") + "}\n");
writeFileSync(join(world, "east.yd"), `要点 东区2023 ${quote(evil[1])} {\n    年度 2023\n    层级 区\n    制定 东区.区政府\n    印发 2023-04-28\n    上级 甲市2023\n    已核 YD2001 任务0 “名录待补”\n` + evil.map((e, k) => `    任务 任务${k} ${quote(e)} {\n        责任 区政府、区没有“<b onclick=alert(4)>”局\n        期限 12月31日前\n        落实 甲市2023.任务${k}\n    }\n`).join("") + "}\n");
await test("hostile titles are text everywhere", async () => {
  const file = report("hostile", [world], "--no-library");
  const html = readFileSync(file, "utf8");
  assert.equal(html.split("<script").length - 1, html.split("</script>").length - 1, "each script element is closed once");
  await inPage(file, {}, async (page) => {
    for (const lang of ["zh", "en"]) {
      for (const name of ["answer", "matrix", "findings", "pictures", "units", "calendar", "sources"]) await tab(page, name);
      await page.click("#language");
    }
    await tab(page, "findings"); // one of the unknown units is acknowledged: not shown until asked for
    const all = await counted(page);
    assert.equal(all[0], all[1] - 1);
    await page.locator("#part-findings .controls input[type=checkbox]").nth(4).check();
    assert.deepEqual(await counted(page), [all[1], all[1]]);
    await tab(page, "answer");
    const text = await page.locator("#part-answer").textContent();
    assert.ok(text.includes(evil[0]) && text.includes(evil[1]));
    await tab(page, "matrix");
    for (let k = 0; k < evil.length; ++k) {
      await page.locator("#part-matrix [data-cell]").nth(k).click();
      assert.ok((await page.locator("dialog[open]").textContent()).includes(evil[k]), evil[k]);
      await page.keyboard.press("Escape");
    }
    assert.equal(await page.locator("main script, main img, dialog script, dialog img, #paper script, #paper img, [onerror], [onload], [onclick]").count(), 0);
  });
  await inPage(file, { hash: "#print" }, async (page) => {
    assert.ok((await page.locator("#paper").textContent()).includes(evil[0]));
    assert.equal(await page.locator("#paper script, #paper img").count(), 0);
  });
});

// ── ten thousand tasks ──
await test("ten thousand tasks stay quick", async () => {
  const large = join(scratch, "large");
  mkdirSync(large, { recursive: true });
  const plans = 20, tasks = 500;
  let names = `名录 甲市 {\n    层级 市\n    单位 市政府 { 层级 市 }\n    集合 各区政府 { 成员 ${Array.from({ length: plans - 1 }, (_, p) => `区${p}.区政府`).join("、")} }\n}\n`;
  for (let p = 0; p < plans - 1; ++p) names += `名录 区${p} {\n    层级 区\n    上级 甲市\n    单位 区政府 { 层级 区 ； 上级 甲市.市政府 }\n}\n`;
  writeFileSync(join(large, "names.yd"), names);
  writeFileSync(join(large, "city.yd"), `要点 甲市2023 “甲市要点” {\n    年度 2023\n    层级 市\n    制定 甲市.市政府\n    印发 2023-01-03\n${Array.from({ length: tasks }, (_, t) => `    任务 事${t} “第${t}件事” { 责任 各区政府 ； 期限 6月30日前 ； 自定 }\n`).join("")}}\n`);
  for (let p = 0; p < plans - 1; ++p)
    writeFileSync(join(large, `p${p}.yd`), `要点 区${p}年2023 “区${p}要点” {\n    年度 2023\n    层级 区\n    制定 区${p}.区政府\n    印发 2023-02-01\n    上级 甲市2023\n${Array.from({ length: tasks }, (_, t) => `    任务 事${t} “第${t}件事” { 责任 区政府 ； 期限 ${t % 3 ? 6 : 9}月30日前 ； 落实 甲市2023.事${t} }\n`).join("")}}\n`);
  const file = report("large", [large], "--no-library", "--no-graphs");
  await inPage(file, {}, async (page) => {
    const timed = async (what, most, run) => {
      const start = Date.now();
      await run();
      const took = Date.now() - start;
      console.log(`     ${what}: ${took} ms`);
      assert.ok(took < most, `${what} took ${took} ms`);
    };
    await timed("matrix", 3000, async () => { await tab(page, "matrix"); await page.waitForSelector("#part-matrix [data-cell]"); });
    assert.ok((await page.locator("#part-matrix [data-cell]").count()) < 2000, "only the rows in sight are in the page");
    await timed("to the last row", 2000, async () => { await page.locator("#part-matrix .scroll").evaluate((n) => (n.scrollTop = n.scrollHeight)); await page.waitForSelector('[data-cell^="甲市2023.事499/"]'); });
    await timed("findings", 3000, async () => { await tab(page, "findings"); await page.waitForSelector("#part-findings tr.open"); });
    await timed("units", 3000, async () => { await tab(page, "units"); await page.waitForSelector("#part-units tr[data-unit]"); });
  });
});

await browser.close();
console.log(`${done - failed} of ${done} in order`);
process.exit(failed ? 1 : 0);
