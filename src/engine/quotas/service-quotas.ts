/**
 * What Service Quotas shows and does for AWS KMS. Loaded when it is used: no call of KMS needs it. Sources:
 * https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html,
 * https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
 */
import { checkMembers } from '../../base/check-members.ts';
import { createUuid } from '../../base/uuid.ts';
import { isAccountId } from '../../model/arn.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { fitsSpec } from '../../model/operation-keys.ts';
import { OPERATION_NAMES } from '../../model/operations.ts';
import type { Random } from '../../model/ports.ts';
import { QUOTAS, RESOURCE_QUOTAS, type ResourceQuota, type ResourceQuotaCode } from '../../model/quotas.ts';
import type { QuotaIncreaseRecord, QuotaIncreasesRecord, Settings } from '../../model/records.ts';
import {
  defaultRate,
  KEY_PAIR_SPEC_QUOTAS,
  KEY_SPEC_QUOTAS,
  KEY_STORE_QUOTAS,
  REQUEST_QUOTAS,
  type RequestQuota,
  type RequestQuotaCode,
} from '../../model/request-quotas.ts';
import { DEFAULT_REGION, isRegionName } from '../../model/regions.ts';
import type { CustomKeyStoreType, KeySpec } from '../../model/sdk.ts';
import type {
  QuotaCode,
  QuotaIncrease,
  QuotaIncreaseInput,
  QuotaListOptions,
  QuotaView,
  ServiceQuotasErrorName,
} from '../../model/service-quotas.ts';
import { awsManagedKeysOf } from '../keys/aws-managed.ts';
import type { Reader } from '../transaction/reader.ts';
import type { TransactionResult } from '../transaction/run-transaction.ts';
import { appliedValue, enforcedRate, findIncrease, readQuotaIncreases, type QuotaPlace } from './quota-values.ts';
import type { TokenBuckets } from './token-buckets.ts';

/**
 * Time until an increase is approved. AWS publishes none: it approves many requests within minutes, and passes others
 * to Support, which takes days.
 */
const APPROVAL_MS = 30 * 60_000;

/** Maximum number of pending requests of an account. Of one quota in a Region, one may be pending. */
const MAX_PENDING = 20;

/** Range of a value in Service Quotas. */
const MAX_VALUE = 10_000_000_000;

/** An error of Service Quotas. */
class ServiceQuotasError extends Error {
  constructor(
    override readonly name: ServiceQuotasErrorName,
    message: string,
  ) {
    super(message);
  }
}

/** What reading and requesting quotas need of the engine. */
export interface QuotaParts {
  readonly reader: Reader;
  readonly settings: Settings;
  /** Simulated time in milliseconds since 1970. */
  readonly now: number;
}

const LIST_MEMBERS = ['account', 'region'] as const satisfies readonly (keyof QuotaListOptions)[];
const INCREASE_MEMBERS = [...LIST_MEMBERS, 'code', 'value'] as const satisfies readonly (keyof QuotaIncreaseInput)[];

/** Returns the account and Region of `options`. @throws {TypeError} if either is malformed or the account is unknown */
async function placeOf(options: QuotaListOptions, { reader, settings }: QuotaParts): Promise<QuotaPlace> {
  const { account = settings.defaultAccount, region = DEFAULT_REGION } = options;
  if (typeof account !== 'string' || !isAccountId(account)) throw new TypeError('account must have 12 digits.');
  if (typeof region !== 'string' || !isRegionName(region)) throw new TypeError('region must be the name of a Region.');
  if ((await reader.get('accounts', account)) === undefined)
    throw new TypeError(`Account ${account} does not exist in this sandbox.`);
  return { account, region };
}

function increaseView(record: QuotaIncreaseRecord, now: number): QuotaIncrease {
  return { ...record, code: record.code as QuotaCode, status: record.approvedAt <= now ? 'APPROVED' : 'PENDING' };
}

/** What both kinds of quota show. */
function commonMembers(
  code: QuotaCode,
  { name, awsCode, adjustable }: Pick<RequestQuota | ResourceQuota, 'name' | 'awsCode' | 'adjustable'>,
  standard: number,
  place: QuotaPlace,
  record: QuotaIncreasesRecord,
  now: number,
) {
  const increase = findIncrease(record, code, place);
  return {
    code,
    ...(awsCode === undefined ? {} : { awsCode }),
    name,
    ...place,
    default: standard,
    value: appliedValue(record, code, place, now, standard),
    adjustable,
    ...(increase === undefined ? {} : { increase: increaseView(increase, now) }),
  };
}

/** Returns the operations that count for a request quota. */
function operationsOf(code: RequestQuotaCode): readonly string[] {
  const { service }: RequestQuota = REQUEST_QUOTAS[code];
  if (service !== undefined) return service.operations;
  if (quotaKeyStoreType(code) !== undefined)
    return OPERATION_NAMES.filter((operation) => {
      const { quota, usage } = OPERATION_FACTS[operation];
      return (
        quota === 'cryptographic' && (usage === undefined || fitsSpec(OPERATION_FACTS[operation], 'SYMMETRIC_DEFAULT'))
      );
    });
  const isPair = Object.values(KEY_PAIR_SPEC_QUOTAS).includes(code);
  const specs = keySpecsOf(code);
  return OPERATION_NAMES.filter((operation) => {
    const { quota, usage } = OPERATION_FACTS[operation];
    if (quota === 'data key pair') return isPair;
    if (quota !== 'cryptographic') return quota === code;
    return usage === undefined
      ? code === 'CryptographicOperationsSymmetric'
      : specs.some((spec) => fitsSpec(OPERATION_FACTS[operation], spec));
  });
}

/** Returns the type of the key stores that a quota is of. Undefined: it is a quota of the account. */
function quotaKeyStoreType(code: RequestQuotaCode): CustomKeyStoreType | undefined {
  return (Object.keys(KEY_STORE_QUOTAS) as CustomKeyStoreType[]).find((type) => KEY_STORE_QUOTAS[type] === code);
}

function keySpecsOf(code: RequestQuotaCode): readonly KeySpec[] {
  return (Object.keys(KEY_SPEC_QUOTAS) as KeySpec[]).filter((spec) => KEY_SPEC_QUOTAS[spec] === code);
}

/** Counts the customer managed keys of an account in a Region. */
async function countKeys({ account, region }: QuotaPlace, reader: Reader): Promise<number> {
  const all = await reader.count('keys', 'place', [account, region], QUOTAS.keys);
  return all - (await awsManagedKeysOf(account, region, reader));
}

/**
 * Lists the quotas of an account in a Region.
 * @throws {TypeError} for a malformed option or an unknown account
 */
export async function listQuotas(
  options: QuotaListOptions,
  parts: QuotaParts,
  buckets: TokenBuckets,
): Promise<readonly QuotaView[]> {
  checkMembers(options, LIST_MEMBERS, 'options');
  const place = await placeOf(options, parts);
  const { reader, now, settings } = parts;
  const record = await readQuotaIncreases(reader);
  const views: QuotaView[] = [];
  const keyStores = await reader.all('keyStores', 'place', [place.account, place.region]);
  for (const code of Object.keys(REQUEST_QUOTAS) as RequestQuotaCode[]) {
    const quota: RequestQuota = REQUEST_QUOTAS[code];
    const specs = quota.shared ? keySpecsOf(code) : [];
    const perSecond = enforcedRate(code, place, now, record, settings.requestQuotas);
    const isEnforced = settings.requestQuotas !== 'off';
    const levelOf = async (keyStore?: string): Promise<{ readonly level?: number }> => {
      if (!isEnforced) return {};
      const rate = { bucket: buckets.bucket(place.account, place.region, code, keyStore), perSecond };
      await buckets.find(rate, now);
      return { level: Math.max(0, buckets.available(rate, now)) };
    };
    const type = quotaKeyStoreType(code);
    const ofType = keyStores.filter((store) => store.type === type);
    views.push({
      ...commonMembers(code, quota, defaultRate(code, place.region), place, record, now),
      kind: 'request',
      unit: 'requests per second',
      scope: quota.scope ?? 'account and Region',
      ...(isEnforced ? { enforced: perSecond } : {}),
      ...(type === undefined
        ? await levelOf()
        : { keyStores: await Promise.all(ofType.map(async ({ id, name }) => ({ id, name, ...(await levelOf(id)) }))) }),
      operations: operationsOf(code),
      ...(quota.service === undefined ? {} : { service: quota.service.name }),
      ...(specs.length === 0 ? {} : { keySpecs: specs }),
    });
  }
  for (const code of Object.keys(RESOURCE_QUOTAS) as ResourceQuotaCode[]) {
    const quota: ResourceQuota = RESOURCE_QUOTAS[code];
    views.push({
      ...commonMembers(code, quota, quota.value, place, record, now),
      kind: 'resource',
      unit: quota.unit ?? 'count',
      scope: quota.scope,
      ...(code === 'Keys' ? { used: await countKeys(place, reader) } : {}),
    });
  }
  return views;
}

/** Returns the quota with a code of the sandbox or of Service Quotas. */
function findQuota(code: string): { code: QuotaCode; quota: RequestQuota | ResourceQuota } | undefined {
  const all = Object.entries({ ...REQUEST_QUOTAS, ...RESOURCE_QUOTAS }) as [QuotaCode, RequestQuota | ResourceQuota][];
  const found = all.find(([own, { awsCode }]) => own === code || awsCode === code);
  return found && { code: found[0], quota: found[1] };
}

/**
 * Returns the change that stores a request to increase a quota, and the request.
 * @throws {TypeError} for a malformed input, or ServiceQuotasError if Service Quotas would refuse the request
 */
export async function requestIncrease(
  input: QuotaIncreaseInput,
  parts: QuotaParts,
  random: Random,
): Promise<TransactionResult<QuotaIncrease>> {
  checkMembers(input, INCREASE_MEMBERS, 'increase');
  const { code: name, value } = input;
  if (typeof name !== 'string') throw new TypeError('code must be a string.');
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('value must be a number.');
  const place = await placeOf(input, parts);
  const { reader, now } = parts;
  const found = findQuota(name);
  if (found === undefined) throw new ServiceQuotasError('NoSuchResourceException', `No quota has the code ${name}.`);
  const { code, quota } = found;
  if (!quota.adjustable)
    throw new ServiceQuotasError('IllegalArgumentException', `AWS does not increase the quota "${quota.name}".`);
  const before = await readQuotaIncreases(reader);
  const standard = 'value' in quota ? quota.value : defaultRate(code as RequestQuotaCode, place.region);
  // Both messages are those of AWS: https://github.com/cloud-custodian/cloud-custodian/pull/8939 and
  // https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/servicequotas
  if (value <= appliedValue(before, code, place, now, standard))
    throw new ServiceQuotasError(
      'IllegalArgumentException',
      'You must provide a quota value greater than the current quota value',
    );
  if (value > MAX_VALUE)
    throw new ServiceQuotasError('IllegalArgumentException', `The value must not exceed ${MAX_VALUE}.`);
  const pending = before.increases.filter(({ approvedAt, account }) => approvedAt > now && account === place.account);
  if (pending.some((one) => one.code === code && one.region === place.region))
    throw new ServiceQuotasError(
      'ResourceAlreadyExistsException',
      'Only one open service quota increase request is allowed per quota.',
    );
  if (pending.length >= MAX_PENDING)
    throw new ServiceQuotasError('QuotaExceededException', `An account can have ${MAX_PENDING} pending requests.`);
  const increase: QuotaIncreaseRecord = {
    id: createUuid(random.publicBytes(16)).replaceAll('-', ''),
    code,
    ...place,
    value,
    requestedAt: now,
    approvedAt: now + APPROVAL_MS,
  };
  // Of each quota, the last approved increase stays.
  const last = findIncrease(before, code, place);
  const kept = before.increases.filter(
    (one) => one === last || one.code !== code || one.account !== place.account || one.region !== place.region,
  );
  const after: QuotaIncreasesRecord = { name: 'quotas', increases: [...kept, increase] };
  return {
    changes: [{ store: 'world', ...(before.increases.length === 0 ? {} : { before }), after }],
    value: increaseView(increase, now),
  };
}
