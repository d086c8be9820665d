/** Generates ordinary days of a clinic: the calls of physicians, of billing and of operations. */
import type { LabValue } from './lab-value.ts';
import type { LabStep } from './lab-step.ts';
import { randomNumbers } from './random-numbers.ts';

const MAX_DAYS = 31;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_DAY = 1440;
const PHYSICIANS = ['ana', 'ben', 'cleo'].map((name) => `arn:aws:sts::111122223333:assumed-role/Clinic/${name}`);
const BILLING = 'arn:aws:sts::111122223333:assumed-role/Billing/nightly';
const OPERATOR = 'arn:aws:iam::111122223333:user/Ivo';
/** Numbers of the patients of ordinary days. A lab can use others for what it asks about. */
const PATIENTS = { first: 10, last: 39 };
const VISITS = { min: 12, max: 17 };
const INVOICES = 4;

/** Minutes after 18:00, when each day begins: invoices at 20:00, visits from 08:00 to 16:00. */
const INVOICES_AT = 120;
const OPENING = 840;
const LAST_VISIT = 1320;
const MAX_VISIT_MINUTES = 45;

/** A step, and the minute of its day. */
interface Timed {
  readonly minute: number;
  readonly step: LabStep;
}

/** Draws integers from `first` to `last`. */
type Draw = (first: number, last: number) => number;

/** A physician stores a record, and another one reads it later. */
function visit(name: string, draw: Draw, region: string): readonly Timed[] {
  const minute = draw(OPENING, LAST_VISIT);
  const EncryptionContext = { patientId: String(draw(PATIENTS.first, PATIENTS.last)), purpose: 'treatment' };
  const writer = draw(0, PHYSICIANS.length - 1);
  const reader = (writer + draw(1, PHYSICIANS.length - 1)) % PHYSICIANS.length;
  const stored: LabStep = {
    call: 'GenerateDataKey',
    input: { KeyId: 'alias/records', KeySpec: 'AES_256', EncryptionContext },
    by: PHYSICIANS[writer] as string,
    region,
    save: { [name]: 'CiphertextBlob' },
  };
  const read: LabStep = {
    call: 'Decrypt',
    input: { CiphertextBlob: `$${name}`, EncryptionContext },
    by: PHYSICIANS[reader] as string,
    region,
  };
  return [
    { minute, step: stored },
    { minute: minute + draw(1, MAX_VISIT_MINUTES), step: read },
  ];
}

function invoice(name: string, number: string, minute: number): readonly Timed[] {
  const EncryptionContext = { invoice: number };
  const Plaintext = { text: `Invoice ${number}` };
  return [
    {
      minute,
      step: {
        call: 'Encrypt',
        input: { KeyId: 'alias/billing', Plaintext, EncryptionContext },
        by: BILLING,
        save: { [name]: 'CiphertextBlob' },
      },
    },
    {
      minute: minute + 1,
      step: { call: 'Decrypt', input: { CiphertextBlob: `$${name}`, EncryptionContext }, by: BILLING },
    },
  ];
}

/** An operator looks after the keys. */
function inspection(draw: Draw): readonly Timed[] {
  const steps: readonly LabStep[] = [
    { call: 'ListAliases', by: OPERATOR },
    { call: 'DescribeKey', input: { KeyId: 'alias/records' }, by: OPERATOR },
    { call: 'DescribeKey', input: { KeyId: 'alias/reports' }, by: OPERATOR },
    { call: 'ListKeys', by: OPERATOR, region: 'eu-west-1' },
  ];
  return steps.map((step) => ({ minute: draw(OPENING, LAST_VISIT), step }));
}

function day(number: number, draw: Draw): readonly LabStep[] {
  const visits = Array.from({ length: draw(VISITS.min, VISITS.max) }, (_, index) =>
    visit(`visit${number}n${index}`, draw, index === 0 ? 'eu-west-1' : 'us-east-1'),
  );
  const invoices = Array.from({ length: INVOICES }, (_, index) =>
    invoice(`invoice${number}n${index}`, `${number}-${index + 1}`, INVOICES_AT + index * 5),
  );
  const timed = [...visits.flat(), ...invoices.flat(), ...inspection(draw)].toSorted((a, b) => a.minute - b.minute);
  let reached = 0;
  const steps = timed.flatMap(({ minute, step }): readonly LabStep[] => {
    const advance = (minute - reached) * SECONDS_PER_MINUTE;
    reached = minute;
    return advance === 0 ? [step] : [{ advance }, step];
  });
  return [...steps, { advance: (MINUTES_PER_DAY - reached) * SECONDS_PER_MINUTE }];
}

/**
 * Returns the calls of consecutive days, each from 18:00 to 18:00 the next day. They need the aliases `records` (also
 * in eu-west-1), `billing` and `reports`, the roles Clinic and Billing, and the user Ivo.
 * @param input `firstDay`: number of the first day, which also seeds the numbers drawn; `days`: 1 to 31
 * @returns undefined for another input
 */
export function clinicDays({ firstDay, days }: Readonly<Record<string, LabValue>>): readonly LabStep[] | undefined {
  const isNumber = (value: LabValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
  if (!isNumber(firstDay) || !isNumber(days) || days > MAX_DAYS) return undefined;
  const next = randomNumbers(firstDay);
  const draw: Draw = (first, last) => first + Math.floor(next() * (last - first + 1));
  return Array.from({ length: days }, (_, index) => day(firstDay + index, draw)).flat();
}
