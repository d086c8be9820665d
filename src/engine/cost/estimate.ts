/** Estimates the cost of a planned workload. */
import { checkMembers } from '../../base/check-members.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { CACHED_OPERATIONS, type CostEstimate, type CostWorkload, type DataKeyCache } from '../../model/cost.ts';
import { fitsSpec } from '../../model/operation-keys.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import { isPricedByPairSpec, requestClassOf } from '../../model/prices.ts';
import { KEY_PAIR_SPEC_QUOTAS } from '../../model/request-quotas.ts';
import { parsePrices } from './parse-prices.ts';
import { priceUsage } from './price-usage.ts';

/** Hours of an average month, as the AWS Pricing Calculator has it: https://calculator.aws/ */
const HOURS_IN_MONTH = 730;

const SECONDS_IN_MONTH = HOURS_IN_MONTH * 3600;

const MAX_KEYS = 1_000_000;

/** Maximum number of calls in a month: amounts remain exact integers. */
const MAX_CALLS = 1_000_000_000_000;

const MEMBERS = [
  'keys',
  'rotationsPerKey',
  'operation',
  'keySpec',
  'keyPairSpec',
  'callsPerSecond',
  'callsPerMonth',
  'dataKeyCache',
  'prices',
] as const satisfies readonly (keyof CostWorkload)[];
const CACHE_MEMBERS = ['maxMessages', 'maxAge', 'instances'] as const satisfies readonly (keyof DataKeyCache)[];

function checkInteger(value: number, min: number, max: number, what: string): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new TypeError(`${what} must be an integer from ${min} to ${max}.`);
}

/** Messages of a month. @throws {TypeError} */
function parseMessages({ callsPerSecond, callsPerMonth }: CostWorkload): number {
  if ((callsPerSecond === undefined) === (callsPerMonth === undefined))
    throw new TypeError('workload must have either callsPerSecond or callsPerMonth.');
  const [value, name, seconds] =
    callsPerSecond === undefined
      ? [callsPerMonth, 'callsPerMonth', 1]
      : [callsPerSecond, 'callsPerSecond', SECONDS_IN_MONTH];
  if (typeof value !== 'number' || !(value >= 0 && value * seconds <= MAX_CALLS))
    throw new TypeError(`workload.${name} must be a number from 0 to ${Math.floor(MAX_CALLS / seconds)}.`);
  return Math.round(value * seconds);
}

/** Checks that keys of the spec fit the operation. @throws {TypeError} */
function checkSpecs({ operation, keySpec = 'SYMMETRIC_DEFAULT', keyPairSpec }: CostWorkload): void {
  if (!OPERATION_NAMES.includes(operation)) throw new TypeError('workload.operation must be an operation of AWS KMS.');
  if (!Object.hasOwn(KEY_SPECS, keySpec)) throw new TypeError('workload.keySpec must be a key spec of AWS KMS.');
  if (!fitsSpec(OPERATION_FACTS[operation], keySpec))
    throw new TypeError(`workload.keySpec: ${operation} does not accept keys of spec ${keySpec}.`);
  if (isPricedByPairSpec(operation) !== (keyPairSpec !== undefined))
    throw new TypeError(
      `workload.keyPairSpec is ${keyPairSpec === undefined ? 'required' : 'not valid'} for ${operation}.`,
    );
  if (keyPairSpec !== undefined && !Object.hasOwn(KEY_PAIR_SPEC_QUOTAS, keyPairSpec))
    throw new TypeError('workload.keyPairSpec must be a data key pair spec of AWS KMS.');
}

/**
 * Returns the number of messages that a data key serves: the messages of one process until either limit. A message
 * that comes at the end of the maximum age gets a new key.
 * @throws {TypeError}
 */
function parseCache({ operation, dataKeyCache: cache }: CostWorkload, messages: number): number {
  if (cache === undefined) return 1;
  if (Object.prototype.toString.call(cache) !== '[object Object]')
    throw new TypeError('workload.dataKeyCache must be an object.');
  checkMembers(cache, CACHE_MEMBERS, 'workload.dataKeyCache');
  if (!CACHED_OPERATIONS.includes(operation))
    throw new TypeError(
      `workload.dataKeyCache is valid only for ${CACHED_OPERATIONS.join(' and ')}, not for ${operation}.`,
    );
  const { maxMessages, maxAge, instances = 1 } = cache;
  checkInteger(maxMessages, 1, 2 ** 32, 'workload.dataKeyCache.maxMessages');
  checkInteger(instances, 1, MAX_KEYS, 'workload.dataKeyCache.instances');
  if (typeof maxAge !== 'number' || !(maxAge > 0 && maxAge <= SECONDS_IN_MONTH))
    throw new TypeError(
      `workload.dataKeyCache.maxAge must be a number of seconds above 0, at most ${SECONDS_IN_MONTH}.`,
    );
  const duringAge = Math.ceil((messages * maxAge) / (SECONDS_IN_MONTH * instances));
  return Math.max(1, Math.min(maxMessages, duringAge));
}

/**
 * Returns the cost of a workload for a month of 730 hours, in which all its keys exist.
 * @throws {TypeError} for a missing, unknown or invalid member, by its name
 */
export function estimateCost(workload: CostWorkload): CostEstimate {
  checkMembers(workload, MEMBERS, 'workload');
  const { keys = 1, rotationsPerKey = 0, operation, keySpec, keyPairSpec } = workload;
  checkInteger(keys, 0, MAX_KEYS, 'workload.keys');
  checkInteger(rotationsPerKey, 0, MAX_KEYS, 'workload.rotationsPerKey');
  const prices = parsePrices(workload.prices);
  checkSpecs(workload);
  const messageCount = parseMessages(workload);
  const messagesPerCall = parseCache(workload, messageCount);
  const requestClass = requestClassOf(operation, { keySpec, keyPairSpec });
  // All keys as one: each costs a whole number for a whole month.
  const hours = keys * HOURS_IN_MONTH;
  const of = { owner: 'customer managed', account: '' } as const;
  const {
    failedCount: _none,
    by: _lines,
    ...amounts
  } = priceUsage(
    {
      hoursInMonth: HOURS_IN_MONTH,
      keys: [{ ...of, arn: '', hours, rotationHours: hours * Math.min(rotationsPerKey, prices.maxRotations) }],
      requests: [
        {
          ...of,
          class: requestClass,
          key: null,
          operation,
          principal: '',
          count: Math.ceil(messageCount / messagesPerCall),
          failed: 0,
        },
      ],
    },
    prices,
  );
  return { ...amounts, prices, class: requestClass, messageCount, messagesPerCall };
}
