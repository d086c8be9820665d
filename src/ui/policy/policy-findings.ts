/** Locates findings in the text of a policy, and builds the edits of their fixes. Loaded with the editor. */
import type { PolicyFinding } from '../../model/policy-check.ts';
import { firstJsonError, type JsonError } from '../../base/json-text.ts';
import { TEXTS } from './policy-editor-texts.ts';
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

/** The text of the button that applies a fix. */
function fixWords({ mend }: PolicyFinding): string {
  switch (mend?.kind) {
    case 'replace':
      return TEXTS.fixes.replace(quote(mend.value));
    case 'rename':
      return TEXTS.fixes.rename(mend.name);
    case 'remove':
      return TEXTS.fixes.remove;
    case 'add':
      return TEXTS.fixes.add(`"${mend.name}": ${JSON.stringify(mend.value)}`);
    default:
      return '';
  }
}

/** The fix of an error that is a missing or an extra comma. */
function commaFix(text: string, { offset, kind }: JsonError): Placed['fix'] {
  const end = text.slice(0, offset).trimEnd().length;
  if (kind === 'comma-missing') return { says: TEXTS.fixes.insertComma, change: { from: end, to: end, insert: ',' } };
  if (kind === 'comma-extra') return { says: TEXTS.fixes.removeComma, change: { from: end - 1, to: end, insert: '' } };
  return undefined;
}

/** The first syntax error of `text`; empty where it is JSON. */
export function jsonFindings(text: string): readonly Placed[] {
  const error = firstJsonError(text);
  if (error === undefined) return [];
  const from = error.offset;
  const to = Math.max(from + error.length, Math.min(from + 1, text.length));
  const fix = commaFix(text, error);
  const found = text.slice(from).trimStart().at(0);
  const says = found === undefined ? TEXTS.jsonEnds : TEXTS.jsonUnexpected(found);
  return [{ severity: 'error', says, line: lineOf(text, from), from, to, ...(fix === undefined ? {} : { fix }) }];
}

/** Findings with their places in `text`, in the order of the text. */
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
