import { expect } from 'chai';
import '../../../src/ui/quotas/load-generator-tab.ts';
import { TEXTS } from '../../../src/ui/quotas/generator-texts.ts';
import type { RunPlan } from '../../../src/ui/quotas/run-plan.ts';
import { TOAST, type Toast } from '../../../src/ui/kit/toast.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-load-generator-tab'];

const PLAN: RunPlan = {
  operation: 'GenerateDataKey',
  keyId: '',
  jobsPerSecond: 20,
  seconds: 1,
  retries: 'off',
  maxAttempts: 3,
};

/** The tab once it has loaded the keys. */
async function open(context: PageContext): Promise<Tab> {
  const tab = await place('strong-load-generator-tab', { context });
  await until(() => tab.shadowRoot?.querySelector('strong-run-form'));
  return tab;
}

/** Starts a run as the form does. */
function start(tab: Tab, plan: Partial<RunPlan>): void {
  const form = inside(tab, 'strong-run-form');
  form.dispatchEvent(new CustomEvent('strong-start-run', { detail: { ...PLAN, ...plan } }));
}

const finished = (tab: Tab) => next<Toast>(tab, TOAST.name);

async function eventsOf({ strongroom }: PageContext, operation: string) {
  return (await strongroom.sandbox.events.query({ operation, limit: 1000 })).events;
}

describe('strong-load-generator-tab', () => {
  it('starts and stops by the form, with the key that exists', async () => {
    const context = pageContext();
    const key = await newKey(context);
    const tab = await open(context);
    const form = inside(tab, 'strong-run-form');
    await until(() => inside<HTMLInputElement>(form, '#key').value === key.KeyId);
    expect(textOf(tab)).to.contain('Request quotas are off');
    await expectAccessible(tab);
    inside(form, '#start').click();
    await until(() => form.shadowRoot?.querySelector('#stop[aria-disabled=false]'));
    const stopped = finished(tab);
    inside(form, '#stop').click();
    expect((await stopped).detail.text).to.equal(TEXTS.announce.stopped);
    await until(() => form.shadowRoot?.querySelector('#start[aria-disabled=false]'));
    const before = (await eventsOf(context, 'GenerateDataKey')).length;
    expect(before).to.be.greaterThan(0).and.lessThan(400);
  });

  it('counts what was throttled, and each attempt of a retry is an event with its delay', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { KeyId: keyId } = await newKey(context);
    await sandbox.settings.set({ requestQuotas: { divideBy: 10_000 } });
    const tab = await open(context);
    const done = finished(tab);
    start(tab, { keyId, jobsPerSecond: 30, retries: 'standard' });
    await done;
    await until(() => !inside(tab, 'strong-run-form').hasAttribute('running'));
    await drawn(tab);
    const { results } = inside<HTMLElementTagNameMap['strong-run-results']>(tab, 'strong-run-results');
    const { jobs, attempts } = results;
    expect(jobs.started).to.equal(30);
    expect(jobs.succeeded + jobs.failed).to.equal(30);
    const events = await eventsOf(context, 'GenerateDataKey');
    expect(events.length).to.equal(attempts.length);
    const throttled = events.filter(({ record }) => record.errorCode === 'ThrottlingException');
    expect(throttled.length).to.equal(attempts.filter(({ state }) => state === 'throttled').length);
    expect(throttled.length).to.be.greaterThan(0);
    const retries = attempts.filter(({ attempt }) => attempt > 1);
    const reported = events.flatMap(({ sidecar }) => (sidecar?.attempt === undefined ? [] : [sidecar.delayMs]));
    expect(reported.toSorted()).to.deep.equal(retries.map(({ delayMs }) => delayMs).toSorted());
    const report = inside(tab, 'strong-run-results');
    await expectAccessible(report);
    expect(
      allInside(inside(report, 'strong-attempt-chart'), '.drawing path').every((path) => path.getAttribute('d')),
    ).to.equal(false);
    expect(allInside(report, 'tbody tr').length).to.be.greaterThan(0);
  });

  it('saves calls with the data key cache: one GenerateDataKey for each of its limits', async () => {
    const context = pageContext();
    const { KeyId: keyId } = await newKey(context);
    const tab = await open(context);
    const done = finished(tab);
    start(tab, { keyId, cache: { maxMessages: 5, maxAgeSeconds: 60 } });
    await done;
    expect((await eventsOf(context, 'GenerateDataKey')).length).to.equal(4);
    await until(() => textOf(tab).includes(TEXTS.results.cache(16, 4)));
  });

  it('writes to the ledger the run, and each cached data key with its tenant, uses and limits', async () => {
    const context = pageContext();
    const { KeyId: keyId, Arn: key } = await newKey(context);
    const tab = await open(context);
    const done = finished(tab);
    start(tab, { keyId, tenants: 2, cache: { maxMessages: 5, maxAgeSeconds: 60 } });
    await done;
    const { ledger } = servicesOf(context.strongroom);
    const [run, ...others] = await ledger.list({ kind: 'run' });
    expect(others).to.deep.equal([]);
    expect(run).to.deep.include({
      program: 'load-generator',
      items: 20,
      kmsCalls: 4,
      calls: { GenerateDataKey: 4 },
    });
    const dataKeys = await ledger.list({ kind: 'dataKey' });
    expect(dataKeys.map(({ tenant }) => tenant).toSorted()).to.deep.equal(['green', 'green', 'red', 'red']);
    for (const dataKey of dataKeys)
      expect(dataKey).to.deep.include({ key, uses: 5, zeroised: true, maxUses: 5, maxAgeSeconds: 60 });
    const events = await eventsOf(context, 'GenerateDataKey');
    const made = events.map(({ record, sidecar }) => {
      const { encryptionContext } = record.requestParameters as { readonly encryptionContext: { tenant: string } };
      return `${sidecar?.edkSha} ${encryptionContext.tenant}`;
    });
    expect(made).to.have.members(dataKeys.map(({ edkSha, tenant }) => `${edkSha} ${tenant}`));
  });

  it('stops when the page is left, and says so', async () => {
    const context = pageContext();
    const { KeyId: keyId } = await newKey(context);
    const tab = await open(context);
    start(tab, { keyId, seconds: 60 });
    await until(async () => (await eventsOf(context, 'GenerateDataKey')).length > 1);
    const left = finished(tab);
    dispatchEvent(new HashChangeEvent('hashchange'));
    expect((await left).detail.text).to.equal(TEXTS.announce.left);
    tab.remove();
    await until(() => !inside(tab, 'strong-run-form').hasAttribute('running'));
    const count = (await eventsOf(context, 'GenerateDataKey')).length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await eventsOf(context, 'GenerateDataKey')).length).to.equal(count);
  });

  it('runs each operation, and shows the error of one that the key does not allow', async () => {
    const context = pageContext();
    const keys = {
      symmetric: (await newKey(context)).KeyId,
      sign: (await newKey(context, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })).KeyId,
      mac: (await newKey(context, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })).KeyId,
    };
    const tab = await open(context);
    for (const [operation, keyId] of [
      ['Encrypt', keys.symmetric],
      ['Decrypt', keys.symmetric],
      ['Sign', keys.sign],
      ['GenerateMac', keys.mac],
      ['GenerateRandom', ''],
      ['DescribeKey', keys.sign],
      ['ListGrants', keys.mac],
    ] as const) {
      const done = finished(tab);
      start(tab, { operation, keyId, jobsPerSecond: 2 });
      expect((await done).detail.text, operation).to.equal(TEXTS.announce.finished(2, 0));
      await until(() => !inside(tab, 'strong-run-form').hasAttribute('running'));
    }
    start(tab, { operation: 'Sign', keyId: keys.symmetric, jobsPerSecond: 1 });
    await until(() => textOf(tab).includes('InvalidKeyUsageException'));
  });
});
