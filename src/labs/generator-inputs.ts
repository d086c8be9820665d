/** What generators accept, by member: a lab that gives another input is refused before it starts. */
import type { DocumentPath } from '../base/document-limits.ts';
import { GENERATORS, type GeneratorName } from './generators.ts';
import type { NoteProblem } from './lab-problem.ts';
import type { LabValue } from './lab-value.ts';
import { variablesIn } from './scope.ts';

interface Rule {
  readonly isMet: (value: LabValue | undefined) => boolean;
  /** What the value must be, for a message. */
  readonly must: string;
}

const isText = (value: LabValue | undefined): value is string => typeof value === 'string' && value !== '';

const text: Rule = { isMet: isText, must: 'a text' };
const texts: Rule = {
  isMet: (value) => Array.isArray(value) && value.length > 0 && (value as readonly LabValue[]).every(isText),
  must: 'a list of one text or more',
};
const delays: Rule = { isMet: (value) => value === 'jitter' || value === 'fixed', must: 'jitter or fixed' };
const seed: Rule = { isMet: (value) => Number.isSafeInteger(value), must: 'a whole number' };
const wholeNumber = (max: number): Rule => ({
  isMet: (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= max,
  must: max === Number.MAX_SAFE_INTEGER ? 'a whole number from 1' : `a whole number from 1 to ${max}`,
});
const positive = wholeNumber(Number.MAX_SAFE_INTEGER);
const optional = ({ isMet, must }: Rule): Rule => ({ isMet: (value) => value === undefined || isMet(value), must });

const RULES: Readonly<Record<GeneratorName, Readonly<Record<string, Rule>>>> = {
  cachedLoad: {
    key: text,
    tenants: texts,
    messages: wholeNumber(1000),
    maxUses: optional(positive),
    maxAgeSeconds: optional(positive),
  },
  clinicDays: { firstDay: positive, days: wholeNumber(31) },
  retriedLoad: {
    key: text,
    jobs: wholeNumber(1000),
    perSecond: positive,
    quota: positive,
    attempts: wholeNumber(100),
    delays: optional(delays),
    seed: optional(seed),
  },
};

/** Notes what a generator does not accept: members of the input, or the input if its members do not fit together. */
export function checkGeneratorInput(
  name: GeneratorName,
  input: Readonly<Record<string, LabValue>>,
  path: DocumentPath,
  note: NoteProblem,
): void {
  const rules = RULES[name];
  /** What a variable stands for is known only when the lab runs. */
  const isKnown = (value: LabValue | undefined): boolean => value === undefined || variablesIn(value).length === 0;
  const refused: string[] = [];
  const refuse = (member: string, message: string): void => {
    refused.push(member);
    note([...path, member], 'not-valid', message);
  };
  for (const [member, { isMet, must }] of Object.entries(rules)) {
    const value = Object.hasOwn(input, member) ? input[member] : undefined;
    if (isKnown(value) && !isMet(value)) refuse(member, `${member} of the generator ${name} must be ${must}.`);
  }
  for (const member of Object.keys(input))
    if (!Object.hasOwn(rules, member))
      refuse(member, `The generator ${name} has no ${member}. Use ${Object.keys(rules).join(', ')}.`);
  // A text that a variable stands for does not decide whether a job fails.
  const isWhole = Object.entries(input).every(([member, value]) => isKnown(value) || rules[member] === text);
  if (refused.length > 0 || !isWhole) return;
  if (GENERATORS[name](input) === undefined)
    note(
      path,
      'not-valid',
      `The values of the generator ${name} do not fit together: a job would fail. Raise quota or attempts.`,
    );
}
