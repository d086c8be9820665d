/** Checks the steps of a lab: names of operations, methods, members and errors. */
import type { DocumentPath } from '../base/document-limits.ts';
import { ERRORS } from '../model/errors.ts';
import { OPERATION_FACTS } from '../model/operation-facts.ts';
import { isRegionName } from '../model/regions.ts';
import { SHAPES } from '../model/shapes.ts';
import { SERVICE_METHODS } from '../services/service-methods.ts';
import { COMPUTATIONS } from './computations.ts';
import { checkGeneratorInput } from './generator-inputs.ts';
import { GENERATORS } from './generators.ts';
import { LAB_METHODS, LAB_SETTINGS } from './lab-methods.ts';
import type { NoteProblem } from './lab-problem.ts';
import type { GenerateStep, StartStep } from './lab.ts';
import type { LabStep } from './lab-step.ts';
import { variableOf } from './scope.ts';

/** Members that steps of each kind can have beside the one that names the kind. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  call: ['input', 'by', 'region', 'context', 'attempt', 'delayMs', 'save', 'expect'],
  advance: [],
  sandbox: ['arguments', 'save', 'expect'],
  service: ['input', 'by', 'region', 'save', 'expect'],
  compute: ['input', 'save'],
  generate: ['input'],
};

/** Whether a text is the ARN of a principal of IAM or STS, the name of a service, or a variable. */
export const isPrincipal = (text: string): boolean =>
  variableOf(text) !== undefined ||
  /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[^\s]+$/.test(text) ||
  /^[a-z0-9.-]+\.amazonaws\.com$/.test(text);

/** Checks a Region of a step or a probe. */
export function checkRegion(region: string | undefined, path: DocumentPath, note: NoteProblem): void {
  if (region === undefined || variableOf(region) !== undefined || isRegionName(region)) return;
  note(path, 'unknown-name', `${region} is not the name of a Region. Use one such as us-east-1.`);
}

function checkCall(step: Extract<LabStep, { call: string }>, path: DocumentPath, note: NoteProblem): void {
  const { call, input = {}, expect } = step;
  if (!Object.hasOwn(OPERATION_FACTS, call)) {
    note([...path, 'call'], 'unknown-name', `AWS KMS has no operation ${call}. Use the name of an operation.`);
    return;
  }
  for (const name of Object.keys(input))
    if (!Object.hasOwn(SHAPES[call], name))
      note([...path, 'input', name], 'unknown-name', `${call} has no member ${name}. Remove it or correct its name.`);
  if (expect !== undefined && !Object.hasOwn(ERRORS, expect))
    note([...path, 'expect'], 'unknown-name', `AWS KMS has no error ${expect}. Use the name that the API answers.`);
}

function checkSandbox(step: Extract<LabStep, { sandbox: string }>, path: DocumentPath, note: NoteProblem): void {
  const { sandbox, arguments: [first] = [] } = step;
  if (!LAB_METHODS.includes(sandbox)) {
    const allowed = LAB_METHODS.join(', ');
    note([...path, 'sandbox'], 'not-allowed', `Labs may not call ${sandbox as string}. They may call ${allowed}.`);
    return;
  }
  if (sandbox !== 'settings.set') return;
  for (const name of Object.keys(Object(first) as object))
    if (!LAB_SETTINGS.has(name)) {
      const allowed = [...LAB_SETTINGS].join(' and ');
      note([...path, 'arguments', 0, name], 'not-allowed', `Labs may not change the setting ${name}, only ${allowed}.`);
    }
}

function checkGenerator({ generate, input = {} }: GenerateStep, path: DocumentPath, note: NoteProblem): void {
  const at = [...path, 'generate'];
  if (Object.hasOwn(GENERATORS, generate)) {
    checkGeneratorInput(generate, input, [...path, 'input'], note);
    return;
  }
  const known = Object.keys(GENERATORS).join(', ');
  note(at, 'unknown-name', `There is no generator ${generate as string}. Use one of ${known}.`);
}

function checkService({ service }: Extract<LabStep, { service: string }>, path: DocumentPath, note: NoteProblem): void {
  const [name = '', method = ''] = service.split('.');
  const methods = Object.hasOwn(SERVICE_METHODS, name) ? SERVICE_METHODS[name as keyof typeof SERVICE_METHODS] : {};
  if (!Object.hasOwn(methods, method))
    note([...path, 'service'], 'unknown-name', `No service has a method ${service}. Use one such as orders.write.`);
}

/** Checks one step. */
export function checkStep(step: StartStep, path: DocumentPath, note: NoteProblem): void {
  const kind = Object.keys(MEMBERS).find((name) => Object.hasOwn(step, name)) ?? '';
  for (const name of Object.keys(step))
    if (name !== kind && !MEMBERS[kind]?.includes(name))
      note([...path, name], 'not-valid', `A step with ${kind} cannot have ${name}. Remove it.`);
  if ('call' in step) checkCall(step, path, note);
  else if ('sandbox' in step) checkSandbox(step, path, note);
  else if ('generate' in step) checkGenerator(step, path, note);
  else if ('service' in step) checkService(step, path, note);
  else if ('compute' in step && !Object.hasOwn(COMPUTATIONS, step.compute)) {
    const known = Object.keys(COMPUTATIONS).join(', ');
    note(
      [...path, 'compute'],
      'unknown-name',
      `There is no computation ${step.compute as string}. Use one of ${known}.`,
    );
  }
  if (!('by' in step) && !('region' in step)) return;
  const { by, region } = step as { readonly by?: string; readonly region?: string };
  if (by !== undefined && !isPrincipal(by))
    note([...path, 'by'], 'not-valid', `${by} is neither the ARN of a principal nor the name of a service.`);
  checkRegion(region, [...path, 'region'], note);
}
