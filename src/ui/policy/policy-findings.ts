/** What is said of a policy, at its place in the text, with the change that mends it. Loaded with the editor. */
import type { PolicyFinding } from '../../model/policy-check.ts';
import {
  changed,
  changeFor,
  firstError,
  lineOf,
  placeOf,
  type Range,
  type TextChange,
} from '../policy-text/policy-places.ts';

/** A finding in the text. */
export interface Placed extends Range {
  readonly severity: PolicyFinding['severity'];
  readonly says: string;
  readonly line: number;
  readonly statement?: string;
  readonly unknown?: string;
  readonly fix?: { readonly says: string; readonly change: TextChange };
}

const quote = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a change does, on a button. */
function fixWords({ mend }: PolicyFinding): string {
  switch (mend?.kind) {
    case 'replace':
      return `Write ${quote(mend.value)}`;
    case 'rename':
      return `Write ${mend.name}`;
    case 'remove':
      return 'Remove it';
    case 'add':
      return `Add "${mend.name}": ${JSON.stringify(mend.value)}`;
    default:
      return '';
  }
}

/** Whether `text` is JSON, and if not, how far it is. */
function errorIn(text: string): Range | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return firstError(text) ?? { from: text.length, to: text.length };
  }
}

/** A comma too many or too few: the change after which the text is JSON further on, or to its end. */
function commaFix(text: string, at: Range): Placed['fix'] {
  const before = text.slice(0, at.from);
  const trimmed = before.trimEnd();
  const tries: readonly { says: string; change: TextChange }[] = [
    { says: 'Remove the comma', change: { from: trimmed.length - 1, to: trimmed.length, insert: '' } },
    { says: 'Remove the comma', change: { from: at.from, to: at.from + 1, insert: '' } },
    { says: 'Put a comma', change: { from: trimmed.length, to: trimmed.length, insert: ',' } },
  ];
  return tries.find(({ change }) => {
    if (change.from < 0 || (change.insert === '' && text[change.from] !== ',')) return false;
    const after = errorIn(changed(text, change));
    return after === undefined || after.from > at.to + 1;
  });
}

/** Why `text` is no JSON, at the place where it stops to be; empty where it is. */
export function jsonFindings(text: string): readonly Placed[] {
  const at = errorIn(text);
  if (at === undefined) return [];
  const fix = commaFix(text, at);
  const found = text.slice(at.from).trimStart().at(0);
  const says = `This is not JSON: ${found === undefined ? 'it ends too early' : `${found} can not stand here`}.`;
  return [{ severity: 'error', says, line: lineOf(text, at.from), ...at, ...(fix === undefined ? {} : { fix }) }];
}

/** `findings` about `text`, each at its place, in the order of the text. */
export function placed(text: string, findings: readonly PolicyFinding[]): readonly Placed[] {
  return findings
    .map((finding): Placed => {
      const { severity, says, statement, mend, unknown } = finding;
      const range = placeOf(text, finding.path);
      const change = mend && changeFor(text, mend);
      return {
        severity,
        says,
        ...range,
        line: lineOf(text, range.from),
        ...(statement === undefined ? {} : { statement }),
        ...(unknown === undefined ? {} : { unknown }),
        ...(change === undefined ? {} : { fix: { says: fixWords(finding), change } }),
      };
    })
    .toSorted((one, other) => one.from - other.from);
}
