// Another comparison of the bench: the queries and pages of scripts/bench_python.py, the workbooks by
// exceljs, as a stream.
//
//   node year_end.js DATABASE YEAR FOLDER PLAN.json
//
// The plan is what `bench_python.py --plan` prints: queries, columns and texts. The database adds up,
// rows are written as they are read. Run by scripts/bench, which installs package.json beside it.
import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import ExcelJS from 'exceljs';

const [file, year, out, planFile] = process.argv.slice(2);
const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'));

// ---- numbers ----

// value ÷ divisor, half up, as a text of two places; 0 ÷ 0 is 0. Nothing here is negative.
function rounded(value, divisor) {
  const by = BigInt(divisor);
  const exact = by === 0n ? 0n : (200n * BigInt(value) + by) / (2n * by);
  return `${exact / 100n}.${String(exact % 100n).padStart(2, '0')}`;
}

// 10423.2 and 148, not 10423.20 and 148.00.
const short = (text) => text.replace(/\.?0+$/, '');

// 万元 with at least one place: 5.0, 3.65.
function onePlace(millionths) {
  const text = String(Number(millionths) / 1e6);
  return text.includes('.') ? text : `${text}.0`;
}

// ---- pages ----

const border = Object.fromEntries(['top', 'left', 'bottom', 'right'].map((side) => [side, {style: 'thin'}]));
const styles = {
  title: {font: {bold: true, size: 16}, alignment: {horizontal: 'center', vertical: 'middle'}},
  line: {alignment: {horizontal: 'left', vertical: 'middle'}},
  heading: {font: {bold: true}, border, alignment: {horizontal: 'center', vertical: 'middle', wrapText: true}},
  text: {border, alignment: {vertical: 'middle', wrapText: true}},
  top: {border, alignment: {vertical: 'top', wrapText: true}},
  number: {border, alignment: {vertical: 'middle'}},
};

// An A4 page, fitted to its width.
function startBook(filename, landscape, widths, repeated) {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({filename, useStyles: true, useSharedStrings: false});
  book.created = new Date(Date.UTC(2000, 0, 1));
  const sheet = book.addWorksheet('Sheet1', {
    pageSetup: {
      paperSize: 9, orientation: landscape ? 'landscape' : 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0,
      margins: {left: 0.59, right: 0.59, top: 0.59, bottom: 0.59, header: 0.3, footer: 0.3},
      ...(repeated && {printTitlesRow: repeated}),
    },
  });
  sheet.columns = widths.map((width) => ({width}));
  return {book, sheet};
}

function writeRow(sheet, values, styleOf, height) {
  const row = sheet.addRow(values);
  if (height) row.height = height;
  values.forEach((value, index) => { row.getCell(index + 1).style = styleOf(value, index); });
  row.commit();
}

// One cell over the whole width, in the next row.
function writeMerged(sheet, line, width, value, style, height) {
  sheet.mergeCells(line, 1, line, width);
  const row = sheet.getRow(line);
  if (height) row.height = height;
  row.getCell(1).value = value;
  for (let column = 1; column <= width; ++column) row.getCell(column).style = styles[style];
  row.commit();
}

function writeTop(sheet, title, institute, width) {
  writeMerged(sheet, 1, width, title, 'title', 30);
  writeMerged(sheet, 2, width, `单位名称(加盖公章):${institute}`, 'line', 40);
}

async function writeList(filename, title, institute, columns, rows, landscape) {
  const {book, sheet} = startBook(filename, landscape, columns.map((column) => column[1]), '3:3');
  writeTop(sheet, title, institute, columns.length);
  writeRow(sheet, columns.map((column) => column[0]), () => styles.heading);
  for (const row of rows) writeRow(sheet, row, (value) => (typeof value === 'number' ? styles.number : styles.text));
  sheet.commit();
  await book.commit();
}

async function writeSummary(filename, institute, labels, values, blocks) {
  const {book, sheet} = startBook(filename, false, [24, 20, 24, 20]);
  writeTop(sheet, `${year}年度继续教育与培训工作总结`, institute, 4);
  let line = 3;
  plan.summary_labels.forEach((names, index) => {
    const row = names.flatMap((name, side) => {
      const unit = plan.summary_units[index][side];
      const label = name.replace(/\{(\w+)\}/, (_, key) => labels[key]);
      return [label, `${values[index][side]} ${unit === '%' ? unit : `(${unit})`}`];
    });
    writeRow(sheet, row, (_, column) => (column % 2 ? styles.text : styles.heading), 30);
    ++line;
  });
  plan.blocks.forEach((name, index) => {
    writeMerged(sheet, line++, 4, name, 'heading');
    writeMerged(sheet, line++, 4, blocks[index], 'top', 15 * plan.block_lines);
  });
  sheet.commit();
  await book.commit();
}

// ---- the year-end ----

const database = new Database(file, {readonly: true});
database.pragma('cache_size = -16384');
const queries = Object.fromEntries(
  Object.entries(plan.queries).map(([name, sql]) => [name, database.prepare(sql).raw()]));

// Reads the people and their sums, and adds them up once: the least that a check of the figures needs.
function addUp(about) {
  const people = new Set();
  for (const [person] of queries.people.iterate(about)) people.add(person);
  let total = 0;
  for (const row of queries.sums.iterate(about)) if (people.has(row[0])) total += row[2];
  return total;
}

// A class as the query gives it → the thirteen cells; one that was not carried out shows 0 and 0.
function executionRow(row) {
  const [name, excellent, target, content, aim, start, end, place, heads, staff, budget, outcome, contact, phone,
    carriedOut] = row;
  return [name, excellent, target, content, aim, `${start}-${end}`, place, carriedOut ? heads : 0, carriedOut ? staff : 0,
    budget / 1e6, outcome, contact, phone];
}

function* mapped(rows, change) {
  for (const row of rows) yield change(row);
}

const backboneRow = ([name, institute, department, seconds]) =>
  [name, institute, department, Number(rounded(seconds, 3600))];

// The submitted figures as five pairs of printed values.
function summaryValues(row) {
  const [, , attendance, carriedOut, classes, met, reported, headcount, quota, required, funds, seconds, people] = row;
  return [
    [attendance, rounded(100 * carriedOut, classes)],
    [met, rounded(1000000 * reported, headcount * quota)],
    [headcount, rounded(100 * met, required)],
    [required, onePlace(funds)],
    [short(rounded(seconds, 3600)), short(rounded(seconds, 3600 * people))],
  ];
}

async function yearEnd(about, institute, folder) {
  fs.mkdirSync(folder, {recursive: true});
  const named = (report) => path.join(folder, `${year}-${report}.xlsx`);
  addUp(about);
  await writeList(named('execution'), `${year}年度继续教育与培训项目执行情况列表`, institute, plan.execution,
    mapped(queries.execution.iterate(about), executionRow), true);
  if (queries.finalised.get(about)) {
    await writeList(named('backbone'), `${year}年度骨干人才培训情况列表`, institute, plan.backbone,
      mapped(queries.backbone.iterate(about), backboneRow), false);
  }
  const summary = queries.submitted.get(about);
  if (summary) {
    await writeSummary(named('annual-summary'), institute, {met: summary[0], required: summary[1]}, summaryValues(summary),
      summary.slice(-2));
  }
}

// BigInt is bound as an integer; a number would be bound as a real.
for (const [org, code, name, lo, hi] of queries.institutes.all()) {
  const about = {year: BigInt(year), org: BigInt(org), lo: BigInt(lo), hi: BigInt(hi)};
  await yearEnd(about, name, path.join(out, code));
}
