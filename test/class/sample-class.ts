/** A class and a report for tests. */
import { createCompletionReport, type CompletionReport, type LabResult } from '../../src/class/completion-report.ts';
import type { ClassFile } from '../../src/class/class-file.ts';
import { reportFileText } from '../../src/class/read-report-file.ts';
import { ReportSigner } from '../../src/services/sign-report.ts';
import { sampleLab } from '../labs/sample-lab.ts';

/** IDs of the labs of the course, as far as the tests need them. */
export const COURSE: readonly string[] = ['L01', 'L02', 'L16'];

/** Returns a class with each member. */
export const sampleClass = (): ClassFile => ({
  form: 1,
  id: 'kms-day',
  title: 'KMS in one day',
  labs: ['L01', 'sample'],
  ownLabs: [sampleLab()],
  sandbox: {
    version: 1,
    settings: { requestQuotas: { divideBy: 10 }, propagationDelaySeconds: 30, custody: 'native' },
    clock: { now: '2026-02-01T09:00:00Z' },
    accounts: [{ id: '777788889999', name: 'Training' }],
    principals: [{ arn: 'arn:aws:iam::777788889999:role/Student' }],
    keys: [{ name: 'orders', account: '777788889999' }],
    aliases: [{ name: 'alias/orders', key: 'orders' }],
  },
  language: 'en',
  projector: true,
});

const START = Date.UTC(2026, 10, 30, 9);

/** Returns a lab in which the first task is done and the second is open. */
export function sampleResult(changes: Partial<LabResult> = {}): LabResult {
  const lab = sampleLab();
  const [first, second] = lab.tasks.map(({ id }) => id) as [string, string];
  const evidence = ['0b7f6a5e-0000-4000-8000-000000000001'];
  return {
    lab,
    progress: {
      lab: lab.id,
      startedAt: START,
      tasks: {
        [first]: { state: 'done', evidence, hints: 1, doneAt: START + 60_000 },
        [second]: { state: 'open', evidence: [], hints: 2 },
      },
    },
    ...changes,
  };
}

/** Returns the report of a learner, created `minutes` after the start. */
export const sampleReport = (
  learner = 'Ana',
  minutes = 30,
  results: readonly LabResult[] = [sampleResult()],
): CompletionReport => createCompletionReport(sampleClass(), learner, results, START + minutes * 60_000);

/** Returns the text of a signed report file. */
export const signedFile = async (report: object = sampleReport(), signer = new ReportSigner()): Promise<string> =>
  reportFileText(await signer.sign(report));
