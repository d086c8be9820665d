/**
 * The completion report of a class: what one learner did in its labs. completion-report-schema.json is the published
 * schema of the same form.
 */
import type { Lab } from '../labs/lab.ts';
import type { LabProgress, TaskCheck, TaskProgress } from '../labs/progress.ts';
import type { ClassFile } from './class-file.ts';

/** A task in a report. */
export interface ReportedTask {
  readonly id: string;
  /** In English. */
  readonly title: string;
  readonly isBonus?: boolean;
  /** `shown`: the learner has seen the solution. */
  readonly state: TaskProgress['state'];
  readonly hints: number;
  /** Real time, in ISO 8601. */
  readonly doneAt?: string;
  /** IDs of the events that prove it. Empty if other facts proved it. */
  readonly evidence: readonly string[];
  /** Label of the first part that did not hold, and ID of a mistake that was made, when the report was created. */
  readonly unmet?: string;
  readonly mistake?: string;
}

/** A lab in a report. */
export interface ReportedLab {
  readonly id: string;
  /** In English. */
  readonly title: string;
  /** Real time, in ISO 8601. Omitted: the lab was not started. */
  readonly startedAt?: string;
  readonly tasks: readonly ReportedTask[];
}

/** A completion report. */
export interface CompletionReport {
  readonly kind: 'strongroom-completion-report';
  readonly form: 1;
  readonly class: { readonly id: string; readonly title: string };
  /** The name that the learner typed, if any. */
  readonly learner?: string;
  /** Real time, in ISO 8601. */
  readonly createdAt: string;
  readonly labs: readonly ReportedLab[];
  /** What the signature proves, and what it does not. */
  readonly proves: readonly string[];
  /** Commands that verify the file `report.json`. */
  readonly verify: { readonly node: string; readonly openssl: readonly string[] };
}

/** A lab of the class with what is known of it. */
export interface LabResult {
  readonly lab: Lab;
  /** Undefined: it was not started. */
  readonly progress: LabProgress | undefined;
  readonly checks?: Readonly<Record<string, TaskCheck>>;
}

/** Evidence of a task that a report names; a task can have more. */
const MAX_EVIDENCE = 100;

const PROVES: readonly string[] = [
  'The signature proves that the owner of this key signed exactly this text. The key belongs to one browser.',
  'It does not prove who that was, or that the text is true: whoever controls a browser can sign any report.',
  'Event IDs name events of the sandboxes of that browser. They can be compared only there.',
];

const READ = "JSON.parse(require('fs').readFileSync('report.json','utf8'))";

const VERIFY: CompletionReport['verify'] = {
  node: `node -e "const r=${READ};console.log(require('crypto').verify('sha256',Buffer.from(r.document),r.publicKey,Buffer.from(r.signature,'base64')))"`,
  openssl: [
    `node -e "const r=${READ},w=require('fs').writeFileSync;w('document.json',r.document);w('key.pem',r.publicKey);w('document.sig',Buffer.from(r.signature,'base64'))"`,
    'openssl dgst -sha256 -verify key.pem -signature document.sig document.json',
  ],
};

/** Maximum length of a title in a report. */
const MAX_TITLE = 200;

const clip = (title: string): string => title.slice(0, MAX_TITLE).toWellFormed();

const iso = (time: number): string => new Date(time).toISOString();

function reportTask({ lab, progress, checks = {} }: LabResult, index: number): ReportedTask {
  const { id, isBonus = false } = lab.tasks[index] as Lab['tasks'][number];
  const { state = 'open', hints = 0, doneAt, evidence = [] } = progress?.tasks[id] ?? {};
  const { unmet, mistake } = state === 'open' && Object.hasOwn(checks, id) ? (checks[id] as TaskCheck) : {};
  return {
    id,
    title: clip(lab.texts.en.tasks[id]?.title ?? id),
    ...(isBonus ? { isBonus } : {}),
    state,
    hints,
    ...(doneAt === undefined ? {} : { doneAt: iso(doneAt) }),
    evidence: evidence.slice(0, MAX_EVIDENCE),
    ...(unmet === undefined ? {} : { unmet }),
    ...(mistake === undefined ? {} : { mistake }),
  };
}

/**
 * Creates the report of a learner.
 * @param createdAt real time in milliseconds since 1970
 */
export function createCompletionReport(
  { id, title }: Pick<ClassFile, 'id' | 'title'>,
  learner: string,
  results: readonly LabResult[],
  createdAt: number,
): CompletionReport {
  const name = learner.trim();
  return {
    kind: 'strongroom-completion-report',
    form: 1,
    class: { id, title },
    ...(name === '' ? {} : { learner: name }),
    createdAt: iso(createdAt),
    labs: results.map((result) => ({
      id: result.lab.id,
      title: clip(result.lab.texts.en.title),
      ...(result.progress === undefined ? {} : { startedAt: iso(result.progress.startedAt) }),
      tasks: result.lab.tasks.map((_task, index) => reportTask(result, index)),
    })),
    proves: PROVES,
    verify: VERIFY,
  };
}
