/** What is said of a policy, at its place in the text, with the change that mends it. Loaded with the editor. */
import type { PolicyFinding } from '../../model/policy-check.ts';
import { firstJsonError, type JsonError } from '../../base/json-text.ts';
import { changeFor, lineOf, placeOf, type Range, type TextChange } from '../policy-text/policy-places.ts';

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

/** The change of a comma that `error` speaks of. */
function commaFix(text: string, { offset, kind }: JsonError): Placed['fix'] {
  const end = text.slice(0, offset).trimEnd().length;
  if (kind === 'comma-missing') return { says: 'Put a comma', change: { from: end, to: end, insert: ',' } };
  if (kind === 'comma-extra') return { says: 'Remove the comma', change: { from: end - 1, to: end, insert: '' } };
  return undefined;
}

/** Why `text` is no JSON, at the place where it stops to be; empty where it is. */
export function jsonFindings(text: string): readonly Placed[] {
  const error = firstJsonError(text);
  if (error === undefined) return [];
  const from = error.offset;
  const to = Math.max(from + error.length, Math.min(from + 1, text.length));
  const fix = commaFix(text, error);
  const found = text.slice(from).trimStart().at(0);
  const says = `This is not JSON: ${found === undefined ? 'it ends too early' : `${found} cannot stand here`}.`;
  return [{ severity: 'error', says, line: lineOf(text, from), from, to, ...(fix === undefined ? {} : { fix }) }];
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
