/** Reads report files. They are data of strangers: each is verified, or refused with the reason. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { findSizeProblem, type DocumentPath } from '../base/document-limits.ts';
import { problemsOfErrors } from '../base/schema-errors.ts';
import { canonicalJson } from '../services/canonical-json.ts';
import type { SignedReport } from '../services/sign-report.ts';
import { verifyReport } from '../services/verify-report.ts';
import schema from './completion-report-schema.json';
import type { CompletionReport } from './completion-report.ts';

/** Maximum size of a report file. */
export const MAX_REPORT_BYTES = 256 * 1024;

/** Why a report file is refused. `at`: place in the signed text, with what is expected there. */
export type ReportProblem =
  | { readonly reason: 'too-large' | 'not-json' | 'not-a-report-file' | 'key-not-valid' | 'signature-not-valid' }
  | { readonly reason: 'document-not-canonical' | 'duplicate-id' }
  | { readonly reason: 'document-not-valid'; readonly path: DocumentPath; readonly message: string };

/** A report whose signature holds. */
export interface VerifiedReport {
  readonly report: CompletionReport;
  /** SHA-256 of the public key, in hex. */
  readonly keyId: string;
}

const LIMITS = { depth: 10, values: 50_000, textLength: MAX_REPORT_BYTES, totalLength: MAX_REPORT_BYTES };

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

/** Returns the text of a report file: a signed report as JSON. */
export const reportFileText = (signed: SignedReport): string => `${JSON.stringify({ form: 1, ...signed }, null, 2)}\n`;

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function signedReport(value: unknown): SignedReport | undefined {
  if (findSizeProblem(value, LIMITS) !== undefined) return undefined;
  const { form, document, signature, publicKey, ...others } = Object(value) as Record<string, unknown>;
  const isComplete = [document, signature, publicKey].every((member) => typeof member === 'string');
  if (form !== 1 || !isComplete || Object.keys(others).length > 0) return undefined;
  return { document, signature, publicKey } as SignedReport;
}

const hasDuplicates = (ids: readonly { readonly id: string }[]): boolean =>
  new Set(ids.map(({ id }) => id)).size < ids.length;

function findReportProblem(document: unknown, text: string): ReportProblem | undefined {
  const size = findSizeProblem(document, LIMITS);
  if (size !== undefined) return { ...size, reason: 'document-not-valid' };
  const { valid, errors } = validator.validate(document);
  if (!valid) {
    const [first = { path: [], message: 'The document is not a completion report.' }] = problemsOfErrors(
      schema,
      errors,
      document,
    );
    return { reason: 'document-not-valid', ...first };
  }
  // Another text could have a member twice, or look like another report in a different program.
  if (canonicalJson(document as object) !== text) return { reason: 'document-not-canonical' };
  const { labs } = document as CompletionReport;
  return hasDuplicates(labs) || labs.some(({ tasks }) => hasDuplicates(tasks)) ? { reason: 'duplicate-id' } : undefined;
}

/** Reads the text of a report file, and verifies its signature. */
export async function readReportText(text: string): Promise<VerifiedReport | ReportProblem> {
  if (text.length > MAX_REPORT_BYTES) return { reason: 'too-large' };
  const file = parse(text);
  if (file === undefined) return { reason: 'not-json' };
  const signed = signedReport(file.value);
  if (signed === undefined) return { reason: 'not-a-report-file' };
  const verified = await verifyReport(signed);
  if (typeof verified === 'string') return { reason: verified };
  const document = parse(signed.document);
  if (document === undefined) return { reason: 'not-json' };
  const problem = findReportProblem(document.value, signed.document);
  return problem ?? { report: document.value as CompletionReport, keyId: verified.keyId };
}

/** Reads a report file. */
export async function readReportFile(file: Blob): Promise<VerifiedReport | ReportProblem> {
  return file.size > MAX_REPORT_BYTES ? { reason: 'too-large' } : await readReportText(await file.text());
}
