/**
 * Step 3 of the request pipeline: request quotas. A call counts for the account of its caller; a call of a service, for
 * the account on whose behalf it is made. Uses of AWS owned keys do not count. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
 */
import type { CallSidecar } from '../../model/audit.ts';
import type { RequestContext } from '../../model/contract.ts';
import { KmsError } from '../../model/errors.ts';
import type { OperationName, ValidInput } from '../../model/operations.ts';
import type { KeyRecord, KeyStoreRecord, QuotaIncreasesRecord } from '../../model/records.ts';
import {
  KEY_PAIR_SPEC_QUOTAS,
  KEY_SPEC_QUOTAS,
  KEY_STORE_QUOTAS,
  REQUEST_QUOTAS,
  type RequestQuotaCode,
} from '../../model/request-quotas.ts';
import type { CustomKeyStoreType, DataKeyPairSpec, KeySpec } from '../../model/sdk.ts';
import type { CallContext, ResolvedResource } from '../pipeline/call-context.ts';
import type { Caller } from '../pipeline/caller.ts';
import type { RegisteredOperation } from '../pipeline/operation.ts';
import { enforcedRate, type QuotaPlace } from './quota-values.ts';
import type { BucketRate, RequestCharge, TokenBuckets } from './token-buckets.ts';

/** Source: https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html */
const MESSAGE = 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

/** Names in a request context have no case. */
const SOURCE_ACCOUNT = 'aws:SourceAccount'.toLowerCase();

/** The quotas of a call with one key. */
const KEY_QUOTAS = Object.fromEntries(
  Object.entries(KEY_SPEC_QUOTAS).map(([spec, quota]) => [spec, [quota]]),
) as unknown as Readonly<Record<KeySpec, readonly RequestQuotaCode[]>>;

/** What step 3 reads of a call. */
export interface ThrottledCall {
  readonly operation: RegisteredOperation;
  readonly input: ValidInput<OperationName>;
  readonly resources: readonly ResolvedResource[];
  readonly requestContext: RequestContext | undefined;
}

/** Results of step 3. */
export interface Metering {
  /** The reservation to release at the end of the attempt. */
  charge: RequestCharge | undefined;
  /** The quota that the call counts for, or that throttled it. */
  sidecar: CallSidecar | undefined;
}

/** Returns the quotas that the call counts for: none if its keys are all AWS owned. */
function quotasOf({ operation: { facts }, input, resources }: ThrottledCall): readonly RequestQuotaCode[] {
  const [only, second] = resources;
  // Most calls use one key.
  if (facts.quota === 'cryptographic' && second === undefined && only?.key !== undefined)
    return only.key.ownedBy === undefined ? KEY_QUOTAS[only.key.spec] : [];
  const used = resources.filter(({ key }) => key !== undefined);
  const counted = used.filter(({ key }) => key?.ownedBy === undefined);
  if (used.length > 0 && counted.length === 0) return [];
  if (facts.quota === 'data key pair')
    return [KEY_PAIR_SPEC_QUOTAS[(input as { KeyPairSpec: DataKeyPairSpec }).KeyPairSpec]];
  if (facts.quota !== 'cryptographic') return [facts.quota];
  if (counted.length === 0) return ['CryptographicOperationsSymmetric'];
  // ReEncrypt between types of keys counts once for each: AWS does not say.
  return [...new Set(counted.map(({ key }) => KEY_SPEC_QUOTAS[key?.spec ?? 'SYMMETRIC_DEFAULT']))];
}

/** A key store with a request quota. */
type MeteredKeyStore = Pick<KeyStoreRecord, 'id' | 'account' | 'region' | 'type'>;

const NO_KEY_STORES: readonly MeteredKeyStore[] = [];

const isInKeyStore = ({ key }: ResolvedResource): boolean => key?.keyStoreId !== undefined;

/** Returns the key store of a key. */
function keyStoreOf(key: KeyRecord | undefined): readonly MeteredKeyStore[] {
  if (key?.keyStoreId === undefined) return [];
  // The origin of a key in a key store is the type of the key store.
  return [{ ...key, id: key.keyStoreId, type: key.origin as CustomKeyStoreType }];
}

/**
 * Returns the key stores that a cryptographic operation uses: a promise only for random bytes of a key store. ReEncrypt
 * counts once for each key store: AWS does not say.
 */
function keyStoresOf(
  { operation: { facts }, input, resources }: ThrottledCall,
  { reader }: CallContext,
): readonly MeteredKeyStore[] | Promise<readonly MeteredKeyStore[]> {
  if (facts.quota !== 'cryptographic') return NO_KEY_STORES;
  const { CustomKeyStoreId: id } = input as { CustomKeyStoreId?: string };
  if (id !== undefined) return reader.get('keyStores', id).then((store) => (store === undefined ? [] : [store]));
  if (!resources.some(isInKeyStore)) return NO_KEY_STORES;
  const [first = [], second = []] = resources.map(({ key }) => keyStoreOf(key));
  return first[0]?.id === second[0]?.id ? first : [...first, ...second];
}

/** Requests that a call counts for in a Region. */
interface RegionalQuota {
  readonly region: string;
  readonly quota: RequestQuotaCode;
  readonly requests: number;
}

/** Returns what the call also counts for in another Region, if it acts there. */
function quotaElsewhere({ operation: { facts }, input }: ThrottledCall): RegionalQuota | undefined {
  if (facts.quotaElsewhere === undefined) return undefined;
  const { member, quota, requests } = facts.quotaElsewhere;
  return { region: (input as Readonly<Record<string, string>>)[member] ?? '', quota, requests };
}

/** Returns the account that the call counts for. Undefined: none. */
function accountOf(caller: Caller, call: ThrottledCall): string | undefined {
  return caller.principal.kind === 'service' ? accountServed(call) : caller.account;
}

/** Returns the account on whose behalf a service makes the call. Undefined: the service acts for itself. */
function accountServed({ requestContext = {}, resources }: ThrottledCall): string | undefined {
  const source = Object.entries(requestContext).find(([name]) => name.toLowerCase() === SOURCE_ACCOUNT)?.[1];
  if (typeof source === 'string') return source;
  return resources.find(({ key }) => key !== undefined && key.ownedBy === undefined)?.key?.account;
}

function throttled({ bucket, perSecond }: BucketRate, { settings }: CallContext, isPaused: boolean): KmsError {
  const { name } = REQUEST_QUOTAS[bucket.quota];
  const divided = typeof settings.requestQuotas === 'object' ? ', as the setting requestQuotas divides it' : '';
  const { quotaAccount = '', quotaKeyStore } = bucket.sidecar;
  const holder =
    quotaKeyStore === undefined
      ? `Account ${quotaAccount} has used its`
      : `Calls of all accounts have used key store ${quotaKeyStore}'s`;
  const note =
    `${holder} quota "${name}" in ${bucket.region}: ` +
    `${perSecond} per second${divided}.` +
    (isPaused ? ' The simulated clock is paused, so the quota does not refill. Run or advance the clock.' : '');
  return new KmsError('ThrottlingException', MESSAGE, note).because(isPaused ? 'paused-quota' : 'request-quota');
}

/** What is known of a call that counts for quotas, with the account that it counts for and its Region. */
interface Meter extends QuotaPlace {
  readonly buckets: TokenBuckets;
  readonly call: ThrottledCall;
  readonly context: CallContext;
  readonly quotas: readonly RequestQuotaCode[];
  readonly increases: QuotaIncreasesRecord;
  readonly isPaused: boolean;
  readonly metering: Metering;
}

function rateIn({ context: { now, settings }, increases }: Meter, quota: RequestQuotaCode, place: QuotaPlace): number {
  return enforcedRate(quota, place, now, increases, settings.requestQuotas);
}

/** Returns what the call draws from each bucket. */
function ratesOf(meter: Meter, stores: readonly MeteredKeyStore[]): readonly BucketRate[] {
  const { buckets, call, account, region, quotas } = meter;
  const [first] = quotas;
  // Nearly every call: nothing is created for it.
  if (
    first !== undefined &&
    quotas.length === 1 &&
    stores.length === 0 &&
    call.operation.facts.quotaElsewhere === undefined
  )
    return buckets.ratesOf(account, region, first, rateIn(meter, first, meter));
  return ratesOfSeveral(meter, stores);
}

function ratesOfSeveral(meter: Meter, stores: readonly MeteredKeyStore[]): readonly BucketRate[] {
  const { buckets, call, account, region, quotas } = meter;
  const other = quotaElsewhere(call);
  const rateOf = (quota: RequestQuotaCode, place: string) =>
    buckets.ratesOf(account, place, quota, rateIn(meter, quota, { account, region: place }))[0];
  return [
    ...quotas.map((quota) => rateOf(quota, region)),
    ...(other === undefined ? [] : [{ ...rateOf(other.quota, other.region), requests: other.requests }]),
    ...stores.map((store) => {
      const quota = KEY_STORE_QUOTAS[store.type];
      return {
        bucket: buckets.bucket(store.account, region, quota, store.id),
        perSecond: rateIn(meter, quota, store),
      };
    }),
  ];
}

function meterCall(meter: Meter, stores: readonly MeteredKeyStore[]): Promise<void> | undefined {
  const { buckets, context } = meter;
  const rates = ratesOf(meter, stores);
  if (rates.some(isUnknown))
    return Promise.all(rates.map((rate) => buckets.find(rate, context.now))).then(() => reserve(meter, rates, stores));
  reserve(meter, rates, stores);
  return undefined;
}

const isUnknown = ({ bucket }: BucketRate): boolean => !bucket.isKnown;

function reserve(
  { buckets, context, isPaused, metering }: Meter,
  rates: readonly BucketRate[],
  stores: readonly MeteredKeyStore[],
): void {
  const charge: RequestCharge = { rates, at: context.now };
  const empty = buckets.reserve(charge);
  const sidecar = (empty ?? rates[0])?.bucket.sidecar;
  const store = empty === undefined ? stores.at(-1) : undefined;
  if (sidecar !== undefined) metering.sidecar = store === undefined ? sidecar : { ...sidecar, quotaKeyStore: store.id };
  if (empty !== undefined) throw throttled(empty, context, isPaused);
  metering.charge = charge;
}

/**
 * Counts a call for its quotas: fills `metering` with a reservation in each bucket. Returns a promise only if the level
 * of a bucket is still to be found in the log.
 * @throws {KmsError} ThrottlingException; nothing is reserved then
 */
export function throttleRequest(
  buckets: TokenBuckets,
  call: ThrottledCall,
  context: CallContext,
  { increases, isPaused }: { readonly increases: QuotaIncreasesRecord; readonly isPaused: boolean },
  metering: Metering,
): Promise<void> | undefined {
  const account = accountOf(context.caller, call);
  const quotas = account === undefined ? [] : quotasOf(call);
  if (account === undefined || quotas.length === 0) return undefined;
  const { region } = context;
  const meter: Meter = { buckets, call, context, account, region, quotas, increases, isPaused, metering };
  const stores = keyStoresOf(call, context);
  return stores instanceof Promise ? stores.then((found) => meterCall(meter, found)) : meterCall(meter, stores);
}
