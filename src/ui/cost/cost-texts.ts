import { html } from 'lit';
import type { CostAmounts, CostDimension, KeyOwner } from '../../model/cost.ts';
import type { PriceEvidence, PriceRule, RequestClass } from '../../model/prices.ts';

/** What has no operation, principal or class of request. */
const KEY_STORAGE = 'Key storage and rotations';

const classes: Readonly<Record<RequestClass, string>> = {
  standard: 'Symmetric and management requests',
  hmac: 'HMAC requests',
  rsa2048: 'Requests with RSA_2048 keys',
  asymmetric: 'Requests with other RSA and ECC keys',
  otherAsymmetric: 'Requests with ML-DSA, ML-KEM, SM2 and Ed25519 keys, and DeriveSharedSecret',
  eccDataKeyPair: 'ECC data key pairs',
  rsaDataKeyPair: 'RSA data key pairs',
  otherDataKeyPair: 'SM2 and ML-KEM data key pairs',
};

const rules: Readonly<Record<PriceRule, string>> = {
  freeTier: 'The free tier applies to each account that pays.',
  callerPays: 'The account of the caller pays for requests.',
  pendingDeletion: 'A key that is pending deletion costs nothing.',
  disabledKeys: 'A disabled key costs as much as an enabled one.',
  startedHours: 'A key costs for each hour that has begun.',
  rotationProrated: 'A rotation costs from the hour in which it happens.',
  dryRun: 'A dry run costs as the call itself.',
  failedCalls: 'Failed calls cost nothing, unless you choose to charge them.',
};

/** Every text of the Cost page. */
export const TEXTS = {
  title: 'Cost',
  lead: 'What the keys and requests of this sandbox would cost on AWS, in all its accounts and Regions.',
  month: 'Month (UTC)',
  billFailedCalls: 'Charge failed calls too',
  counting: (events: string) => `Counting the audit log: ${events} events so far.`,
  monthToDate: (until: string) => `Until ${until}. The month has not ended.`,
  damaged: (count: number) =>
    `${count === 1 ? 'One segment' : `${count} segments`} of the audit log cannot be read. Their requests are missing.`,
  prices: {
    lead: (currency: string, date: string, source: string) =>
      html`List prices in ${currency} of ${date}, from <a href=${source} rel="noreferrer">${source}</a>. Taxes and
        discounts are not included.`,
    summary: (inferred: number) => `Prices and rules (${inferred} inferred or unknown)`,
    intro: 'Documented: AWS states it. Inferred: it follows from what AWS states. Unknown: AWS does not state it.',
    caption: 'Prices and rules',
    columns: { what: 'Price or rule', price: 'Price', evidence: 'Evidence' },
    keyMonth: 'Customer managed key, for a month',
    rotationMonth: (count: number) => `Each of the first ${count} rotations of a key, for a month`,
    freeRequests: 'Free requests in a month, for each account',
    perRequests: (amount: string) => `${amount} for 10,000`,
    inFreeTier: (amount: string) => `${amount}, free tier first`,
    evidence: { documented: 'Documented', inferred: 'Inferred', unknown: 'Unknown' } satisfies Record<
      PriceEvidence,
      string
    >,
    rules,
  },
  total: {
    heading: 'Total',
    keyStorage: 'Customer managed keys',
    rotations: 'Rotations',
    requests: 'Requests',
    counted: (requests: string, free: string) => `${requests} requests, ${free} of them in the free tier`,
    failed: 'Failed calls',
    failedFree: (calls: string) => `${calls}, not charged`,
    failedBilled: (calls: string) => `${calls}, charged`,
    consoleReads: 'Reads of the app itself',
    consoleReadsOf: (calls: string) => `${calls} of the requests. The console of AWS makes such calls too.`,
  },
  lines: {
    heading: 'Breakdown',
    by: 'Group by',
    dimensions: {
      owner: 'Owner of the key',
      key: 'Key',
      operation: 'Operation',
      principal: 'Principal',
      account: 'Account that pays',
      class: 'Class of request',
    } satisfies Record<CostDimension, string>,
    /** Order of the columns. */
    columns: {
      keyStorage: 'Keys',
      rotations: 'Rotations',
      requests: 'Requests',
      requestCount: 'Number of requests',
      freeCount: 'In the free tier',
      failedCount: 'Failed calls',
      total: 'Total',
    } satisfies Record<keyof CostAmounts, string>,
    caption: (dimension: string, month: string) => `Cost in ${month} by: ${dimension}`,
    none: 'Nothing in this month.',
    more: (count: string) =>
      html`${count} more lines are not shown. <code>strongroom.sandbox.cost.month()</code> returns all.`,
    without: {
      owner: KEY_STORAGE,
      key: 'No key',
      operation: KEY_STORAGE,
      principal: KEY_STORAGE,
      account: 'No account',
      class: KEY_STORAGE,
    } satisfies Record<CostDimension, string>,
    owners: {
      'customer managed': 'Customer managed',
      'AWS managed': 'AWS managed',
      'AWS owned': 'AWS owned',
      none: 'No key',
      unknown: 'Key that no longer exists',
    } satisfies Record<KeyOwner, string>,
    classes,
  },
  days: {
    heading: 'Requests per day',
    caption: (month: string) => `Requests per day in ${month}`,
    table: 'Show as table',
    columns: { day: 'Day', requests: 'Requests', failed: 'Failed calls' },
    legend: { requests: 'Requests', failed: 'Failed calls' },
    notDrawn: 'The plot could not be loaded. The table has the same numbers.',
  },
  estimate: {
    heading: 'Estimate a workload',
    lead: 'A month of 730 hours with a steady rate of calls. The free tier is included once.',
    keys: 'Customer managed keys',
    rotationsPerKey: 'Earlier rotations of each key',
    operation: 'Operation',
    keySpec: 'Key spec',
    keyPairSpec: 'Data key pair spec',
    callsPerSecond: 'Calls per second',
    messagesPerSecond: 'Messages per second',
    cache: 'Cache data keys',
    cacheHint: 'As the AWS Encryption SDK does: one data key encrypts several messages, so fewer calls reach AWS KMS.',
    maxMessages: 'Messages per data key (maximum)',
    maxAge: 'Age of a data key in seconds (maximum)',
    instances: 'Processes, each with its own cache',
    invalid: 'Enter a valid value in each field.',
    result: 'Result',
    total: 'Cost for a month',
    calls: 'Calls',
    callsOf: (calls: string, free: string) => `${calls}, ${free} of them in the free tier`,
    perKey: 'Messages per data key',
    uncached: 'Cost without the cache',
    uncachedOf: (amount: string, calls: string) => `${amount} for ${calls} calls`,
  },
};
