/** The table of results. */

/** @param {number} value */
const short = (value) => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1));

/** Whether a row meets its goal. @param {{ratio: number, goal?: number, goalIs: string}} row */
export const met = ({ ratio, goal = NaN, goalIs }) => (goalIs === 'most' ? ratio <= goal : ratio >= goal);

/** Prints rows: id, ratio, goal, whether it is met, what, each side's rate. @param {any[]} rows */
export function printTable(rows) {
  const lines = rows.map((row) => [
    row.id,
    row.ratio.toFixed(2),
    row.goal === undefined ? '' : `${row.goalIs === 'most' ? '≤' : '≥'} ${row.goal.toFixed(2)}`,
    row.goal === undefined ? 'no goal' : met(row) ? 'met' : 'NOT MET',
    row.what,
    Object.entries(row.sides)
      .map(([name, rate]) => `${name} ${short(Number(rate))} ${row.unit}`)
      .join('; '),
  ]);
  const head = ['#', 'ratio', 'goal', '', 'what', 'sides (medians)'];
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  for (const line of [head, ...lines])
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
