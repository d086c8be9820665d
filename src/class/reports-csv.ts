/** The reports of a class as a CSV file. Source: https://www.rfc-editor.org/rfc/rfc4180 */
import type { LabRows, Learner } from './class-reports.ts';

/**
 * First characters by which a spreadsheet takes a cell for a formula. Source:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Returns a cell that no spreadsheet computes: an apostrophe comes before what looks like a formula. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const COLUMNS = [
  'class',
  'learner',
  'key',
  'report created',
  'lab',
  'lab title',
  'task',
  'task title',
  'bonus',
  'standing',
  'done at',
  'hints',
  'events',
  'unmet',
  'mistake',
];

/** Returns one line per learner and task, after a line of column names. */
export function reportsCsv(labs: readonly LabRows[], learners: readonly Learner[]): string {
  const rows = learners.flatMap(({ id, name = '', keyId, report }) =>
    labs.flatMap((lab) =>
      lab.tasks.flatMap(({ cells }) => {
        const found = cells.get(id);
        if (found === undefined) return [];
        const { task, standing } = found;
        return [
          [
            report.class.title,
            name,
            keyId,
            report.createdAt,
            lab.id,
            lab.title,
            task.id,
            task.title,
            task.isBonus === true ? 'yes' : 'no',
            standing,
            task.doneAt ?? '',
            task.hints,
            task.evidence.join(' '),
            task.unmet ?? '',
            task.mistake ?? '',
          ],
        ];
      }),
    ),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
