/** Turns the entries of a recording into steps of a lab. */
import { DEFAULT_REGION } from '../../model/regions.ts';
import { LAB_METHODS, LAB_SETTINGS, type LabMethod } from '../lab-methods.ts';
import type { LabStep } from '../lab-step.ts';
import type { LabValue } from '../lab-value.ts';
import { LEARNER } from '../run-step.ts';
import { memberAt } from '../scope.ts';
import { InputConverter } from './recorded-input.ts';
import type { RecordedCall, RecordedEntry, RecordedMethod, RecordedService, Values } from './recorded-entry.ts';
import { recordingFinding, type RecordingFinding } from './recording-finding.ts';
import { SavedValues } from './saved-values.ts';

/** A step, and the entry that it repeats. */
export interface RecordedStep {
  readonly entry: RecordedEntry;
  readonly step: LabStep;
  /** Variables of the keys of the call, if answers of the recording have their ARNs. */
  readonly keys: readonly string[];
}

/** The steps of a recording, and what it cannot tell. */
export interface RecordedSteps {
  readonly steps: readonly RecordedStep[];
  readonly findings: readonly RecordingFinding[];
}

/** Lists that pages read. Only a step that saves something of them is kept. */
const READS: ReadonlySet<string> = new Set(['clusters.list']);

/** Counts how often each value of bytes is used as input. */
function countBytes(value: LabValue, counts: Map<string, number>): void {
  const base64 = memberAt(value, 'base64');
  if (typeof base64 === 'string') counts.set(base64, (counts.get(base64) ?? 0) + 1);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value) as readonly LabValue[]) countBytes(member, counts);
}

type Conversion = (entry: RecordedEntry, converter: InputConverter) => LabStep | undefined;

function callStep(entry: RecordedCall, converter: InputConverter): LabStep {
  const { operation, by, region, attempt, delayMs, error, context = {} } = entry;
  const input = converter.input(entry);
  const conditions = Object.entries(context).filter(([name]) => name !== 'aws:UserAgent');
  return {
    call: operation,
    ...(Object.keys(input).length === 0 ? {} : { input }),
    ...(by === undefined || by === LEARNER ? {} : { by }),
    ...(region === DEFAULT_REGION ? {} : { region }),
    ...(conditions.length === 0
      ? {}
      : { context: converter.value(Object.fromEntries(conditions), 'context') as Values }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(error === undefined ? {} : { expect: error }),
  };
}

function serviceStep({ service, by, region, input, error }: RecordedService, converter: InputConverter): LabStep {
  const members = Object.entries(input).map(([name, value]): readonly [string, LabValue] => {
    const converted = converter.value(value, name);
    // Services take text as it is.
    const text = memberAt(value, 'base64') === undefined ? undefined : memberAt(converted, 'text');
    return [name, text ?? converted];
  });
  return {
    service,
    ...(members.length === 0 ? {} : { input: Object.fromEntries(members) }),
    ...(by === undefined || by === LEARNER ? {} : { by }),
    ...(region === undefined || region === DEFAULT_REGION ? {} : { region }),
    ...(error === undefined ? {} : { expect: error }),
  };
}

/** Whether labs may call a method with these arguments. */
function isAllowed({ method, arguments: [first] }: RecordedMethod): boolean {
  if (!LAB_METHODS.includes(method as LabMethod)) return false;
  return method !== 'settings.set' || Object.keys(Object(first) as object).every((name) => LAB_SETTINGS.has(name));
}

const convert: Conversion = (entry, converter) => {
  if (entry.kind === 'advance') return { advance: entry.seconds };
  if (entry.kind === 'call') return callStep(entry, converter);
  if (entry.kind === 'service') return serviceStep(entry, converter);
  if (!isAllowed(entry)) return undefined;
  const given = entry.arguments.map((argument) => converter.value(argument, entry.method));
  return {
    sandbox: entry.method as LabMethod,
    ...(given.length === 0 ? {} : { arguments: given }),
    ...(entry.error === undefined ? {} : { expect: entry.error }),
  };
};

/** What an author calls an entry: its operation, method or service. */
export function nameOfEntry(entry: RecordedEntry): string {
  if (entry.kind === 'call') return entry.operation;
  if (entry.kind === 'service') return entry.service;
  return entry.kind === 'method' ? entry.method : 'advance';
}

/** Returns the steps of a recording, in order. Entries that belong to no part have none. */
export function stepsOfRecording(recorded: readonly RecordedEntry[]): RecordedSteps {
  const entries = recorded.filter(({ part }) => part.kind !== 'none');
  const uses = new Map<string, number>();
  for (const entry of entries) if (entry.kind === 'call' || entry.kind === 'service') countBytes(entry.input, uses);
  const saved = new SavedValues();
  const findings: RecordingFinding[] = [];
  const converted = entries.map((entry, index) => {
    const name = nameOfEntry(entry);
    const converter = new InputConverter(entry, saved, uses, (reason, member) => {
      findings.push(recordingFinding(entry, reason, name, member));
    });
    const step = convert(entry, converter);
    if (step === undefined) findings.push(recordingFinding(entry, 'not-allowed', name));
    saved.note(entry, index);
    const calls = entry.kind === 'call' ? [entry] : entry.kind === 'service' ? entry.calls : [];
    const arns = calls.flatMap(({ keys = [] }) => keys);
    // The keys of a call, its own included: a condition names them by these variables.
    const keys = [...new Set(arns)].flatMap((arn) => saved.text(arn, entry.part) ?? []);
    return { entry, step, keys };
  });
  const steps = converted.flatMap(({ entry, step, keys }, index): readonly RecordedStep[] => {
    const save = saved.savesOf(index);
    if (step === undefined || (entry.kind === 'method' && READS.has(entry.method) && save === undefined)) return [];
    return [{ entry, step: save === undefined ? step : { ...step, save }, keys }];
  });
  return { steps, findings };
}
