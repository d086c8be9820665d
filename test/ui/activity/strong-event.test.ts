import { expect } from 'chai';
import type { AuditEvent } from '../../../src/model/audit.ts';
import '../../../src/ui/activity/strong-event.ts';
import { TEXTS } from '../../../src/ui/activity/activity-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

/** The events of a key that was made, and of one that nobody has. */
async function events(): Promise<{ readonly ok: AuditEvent; readonly failed: AuditEvent; readonly keyId: string }> {
  const context = pageContext();
  const { KeyId = '' } = await newKey(context);
  await context.kms.call('DescribeKey', { KeyId });
  await context.kms.call('DescribeKey', { KeyId: 'alias/none' });
  const { events: all } = await context.strongroom.sandbox.events.query({ operation: 'DescribeKey' });
  const [failed, ok] = all;
  if (!ok || !failed) return expect.fail('the log lacks the calls');
  return { ok, failed, keyId: KeyId };
}

/** The opened part of an event. */
async function detailOf(element: Element): Promise<HTMLElement> {
  await until(() => element.shadowRoot?.querySelector('strong-event-detail'));
  const detail = inside(element, 'strong-event-detail');
  await drawn(detail);
  return detail;
}

describe('strong-event', () => {
  it('is accessible shut and open, for a call that succeeded and one that failed', async () => {
    const { ok, failed } = await events();
    for (const event of [ok, failed]) {
      await expectAccessible(await place('strong-event', { event }));
      await expectAccessible(await place('strong-event', { event, open: true }));
    }
  });

  it('shows nothing without an event', async () => {
    expect(textOf(await place('strong-event'))).to.equal('');
  });

  it('says in one line what was called, by whom, and on what', async () => {
    const { ok, keyId } = await events();
    const element = await place('strong-event', { event: ok });
    const line = textOf(inside(element, 'summary'));
    expect(line)
      .to.contain('DescribeKey')
      .and.to.contain('user/admin')
      .and.to.contain(`key ${keyId.slice(0, 4)}…${keyId.slice(-4)}`);
    expect(allInside(element, '.failed')).to.deep.equal([]);
    // Most events are never opened: their record is not drawn before.
    expect(allInside(element, 'pre')).to.deep.equal([]);
  });

  it('names the error of a failed call', async () => {
    const { failed } = await events();
    const element = await place('strong-event', { event: failed });
    expect(inside(element, 'summary span .failed').textContent).to.equal('NotFoundException');
  });

  it('shows the record exactly as it is when it is opened, to copy too, and the way to the key', async () => {
    const { ok, keyId } = await events();
    const element = await place('strong-event', { event: ok });
    inside<HTMLDetailsElement>(element, 'details').open = true;
    const detail = await detailOf(element);
    const json = inside(detail, 'pre').textContent;
    expect(JSON.parse(json)).to.deep.equal(JSON.parse(JSON.stringify(ok.record)));
    expect(inside<HTMLElementTagNameMap['strong-copy']>(detail, 'strong-copy').text).to.equal(json);
    expect(allInside<HTMLAnchorElement>(detail, 'a').map((link) => link.getAttribute('href'))).to.include(
      `#/keys/${keyId}`,
    );
    expect(allInside(detail, 'strong-decision')).to.have.length(1);
  });

  it('says so where nobody was asked whether the call was allowed', async () => {
    const { failed } = await events();
    const { decision: _decision, ...before } = failed;
    const element = await place('strong-event', { event: before, open: true });
    expect(textOf(element)).to.contain(TEXTS.event.notAuthorized);
    expect(allInside(await detailOf(element), 'strong-decision')).to.deep.equal([]);
  });

  it('does not say that KMS failed to authorize what it did by itself', async () => {
    const { ok } = await events();
    const { decision: _decision, ...synchronized } = ok;
    const userIdentity = { accountId: '111122223333', invokedBy: 'AWS Internal' };
    const record = { ...ok.record, eventName: 'SynchronizeMultiRegionKey', userIdentity };
    const element = await place('strong-event', { event: { ...synchronized, record }, open: true });
    expect(textOf(await detailOf(element))).to.contain(TEXTS.event.serviceEvent);
  });

  it('shows the sandbox’s own note, and that another account has a copy', async () => {
    const { ok } = await events();
    const element = await place('strong-event', {
      event: { ...ok, note: 'Only here: <b>a note</b>.', copies: [ok.record] },
      open: true,
    });
    expect(textOf(element)).to.contain('Only here: <b>a note</b>.').and.to.contain(TEXTS.event.copies);
  });

  it('shows the sidecar with labels and units, and the parameters of a denied call', async () => {
    const { ok } = await events();
    const sidecar = { ctSha: 'ab'.repeat(32), plaintextLen: 4096, attempt: 2, delayMs: 150 };
    const request = { requestParameters: { keyId: 'alias/ledger' } };
    const element = await place('strong-event', { event: { ...ok, sidecar, request }, open: true });
    await expectAccessible(element);
    const detail = await detailOf(element);
    const labels = TEXTS.event.sidecar;
    expect(allInside(detail, 'dt').map(textOf)).to.deep.equal([
      labels.ctSha,
      labels.plaintextLen,
      labels.attempt,
      labels.delayMs,
    ]);
    expect(allInside(detail, 'dd').map(textOf)).to.deep.equal(['ab'.repeat(32), '4,096 bytes', '2', '150 ms']);
    const small = await place('strong-event-detail', { event: { ...ok, sidecar: { plaintextLen: 1 } } });
    expect(textOf(inside(small, 'dd'))).to.equal('1 byte');
    const shown = allInside(detail, 'pre').map((one) => JSON.parse(one.textContent) as unknown);
    expect(shown.at(1)).to.deep.equal(request.requestParameters);
  });

  it('reads a record without caller and resources', async () => {
    const { ok } = await events();
    const { resources: _resources, ...record } = ok.record;
    const element = await place('strong-event', {
      event: { ...ok, record: { ...record, userIdentity: { invokedBy: 's3.amazonaws.com' } } },
    });
    element.open = true;
    await drawn(element);
    expect(textOf(inside(element, 'summary'))).to.contain('s3.amazonaws.com');
    expect(
      allInside(await detailOf(element), 'a').filter((link) => link.textContent === TEXTS.event.viewKey),
    ).to.deep.equal([]);
  });
});
