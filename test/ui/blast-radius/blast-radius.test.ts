import { expect } from 'chai';
import type { BlastRadiusReport, StoppingDependent } from '../../../src/services/blast-radius/blast-radius-types.ts';
import { TEXTS } from '../../../src/ui/blast-radius/blast-radius-texts.ts';
import '../../../src/ui/blast-radius/blast-radius-panel.ts';
import '../../../src/ui/blast-radius/dependents-tab.ts';
import { moment } from '../../../src/ui/kit/format.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import { TEXTS as IMPORT_TEXTS } from '../../../src/ui/import/import-texts.ts';
import '../../../src/ui/import/material-tab.ts';
import '../../../src/ui/key-stores/key-store-page.ts';
import { TEXTS as STORE_TEXTS } from '../../../src/ui/key-stores/key-stores-texts.ts';
import '../../../src/ui/key/aliases-tab.ts';
import '../../../src/ui/key/key-page.ts';
import { TEXTS as KEY_TEXTS } from '../../../src/ui/key/key-texts.ts';
import type { KeyView } from '../../../src/ui/page/key-view.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import '../../../src/ui/policy/policy-tab.ts';
import { servicesOf } from '../../../src/ui/page/services-of.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { importedKey } from '../../services/blast-radius/world.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const REPORT: BlastRadiusReport = {
  operation: 'DisableKey',
  keys: ['arn:aws:kms:us-east-1:111122223333:key/1'],
  stops: [],
  continues: [],
  ciphertexts: [],
  isPermanent: false,
  isRefused: false,
  unknown: [],
  limits: ['records'],
};

const object = (id: string, members: Partial<StoppingDependent> = {}): StoppingDependent => ({
  kind: 'object',
  id,
  name: id,
  region: 'us-east-1',
  key: REPORT.keys[0] ?? '',
  when: 'now',
  reason: 'key-unusable',
  ...members,
});

/** A key with the app Orders, whose data key is cached, and a secret. */
async function usedKey(context: PageContext): Promise<KeyView> {
  const key = await newKey(context);
  const { orders, secretStore } = servicesOf(context.strongroom);
  await orders.start({ KeyId: key.Arn });
  await secretStore.createSecret({ Name: 'password', SecretString: 'x', KmsKeyId: key.Arn });
  return key;
}

const stateOf = async ({ kms }: PageContext, { KeyId }: KeyView) =>
  (await kms.describeKey({ KeyId })).KeyMetadata?.KeyState;

/** The dialog that asks before a change. */
const dialogOf = (element: Element) => element.shadowRoot?.querySelector('strong-change-dialog') ?? undefined;
const isOpen = (element: Element): boolean => {
  const dialog = dialogOf(element)?.shadowRoot?.querySelector('strong-dialog');
  return dialog?.shadowRoot?.querySelector('dialog')?.open === true;
};
const radiusText = (element: Element) => textOf(inside(dialogOf(element) as Element, 'strong-blast-radius'));
/** Presses the button of the dialog that makes the change, or the one that does not. */
function answer(element: Element, isConfirmed: boolean): void {
  const dialog = dialogOf(element) as Element;
  if (isConfirmed) inside<HTMLButtonElement>(dialog, '[slot=actions]').click();
  else inside<HTMLButtonElement>(inside(dialog, 'strong-dialog'), 'footer > button').click();
}

describe('what would stop', () => {
  describe('as a list', () => {
    it('has a group for each time, with reasons and limits, and is accessible', async () => {
      const element = await place('strong-blast-radius', {
        region: 'us-east-1',
        account: '111122223333',
        report: {
          ...REPORT,
          stops: [
            object('bucket/a'),
            object('orders', { kind: 'app', when: 'later', reason: 'data-key-cached' }),
            object('bucket/b', { when: 'already', region: 'eu-west-1' }),
            object('arn:aws:iam::111122223333:user/ann', {
              kind: 'caller',
              reason: 'access-lost',
              operations: ['Decrypt', 'Encrypt'],
            }),
          ],
          continues: [
            {
              kind: 'table-item',
              id: 't/red/1',
              name: 't/red/1',
              tenant: 'red',
              backup: 'b1',
              reason: 'other-recipient',
            },
          ],
          ciphertexts: [{ kind: 'object', id: 'c', name: 'c', region: 'us-east-1', error: 'IncorrectKeyException' }],
          unknown: [{ fact: 'grants', error: 'AccessDeniedException' }],
          limits: ['records', 'log-part'],
        },
      });
      const group = (name: string) =>
        allInside(element, `.${name} li`).map((one) => one.textContent.replace(/\s+/g, ' ').trim());
      expect(group('now')).to.deep.equal([
        `${TEXTS.kinds.object} bucket/a ${TEXTS.reasons['key-unusable']}`,
        `${TEXTS.kinds.caller} user/ann (Decrypt, Encrypt) ${TEXTS.reasons['access-lost']}`,
      ]);
      expect(group('later')).to.deep.equal([`${TEXTS.kinds.app} orders ${TEXTS.reasons['data-key-cached']}`]);
      expect(group('already')[0]).to.contain('bucket/b (eu-west-1)');
      expect(group('continues')[0]).to.contain('(tenant red, backup b1)');
      expect(group('ciphertexts')[0]).to.contain('IncorrectKeyException');
      const text = textOf(element);
      for (const part of [TEXTS.summary(2, 1), TEXTS.unknown.grants('AccessDeniedException'), TEXTS.limits['log-part']])
        expect(text).to.contain(part);
      await expectAccessible(element);
    });

    it('says for whose calls a data key is in memory, and until when', async () => {
      const expiry = Date.UTC(2026, 0, 1, 12);
      const cached = { kind: 'table-item', when: 'later', reason: 'data-key-cached', until: expiry } as const;
      const stops = [
        object('table/red/1', { ...cached, holders: ['arn:aws:iam::111122223333:user/ann'] }),
        object('table/red/2', { ...cached, reason: 'bucket-key-cached' }),
      ];
      const element = await place('strong-blast-radius', { report: { ...REPORT, stops }, account: '111122223333' });
      const [first, second] = allInside(element, '.later li').map((one) => one.textContent.replace(/\s+/g, ' '));
      expect(first).to.contain(TEXTS.holders('user/ann'));
      expect(first).to.contain(TEXTS.until(moment(expiry).replace(/\s+/g, ' ')));
      expect(second).not.to.contain('only for');
    });

    it('folds a long list up', async () => {
      const stops = Array.from({ length: 30 }, (_, at) => object(`bucket/${at}`));
      const element = await place('strong-blast-radius', { report: { ...REPORT, stops } });
      expect(allInside(element, '.now > ul > li')).to.have.length(12);
      expect(inside(element, 'summary').textContent.trim()).to.equal(TEXTS.more('18'));
      // They all have one reason.
      expect(textOf(element).split(TEXTS.reasons['key-unusable'])).to.have.length(2);
    });

    it('leaves out callers where the page lists them, and says that nothing stops', async () => {
      const stops = [object('user/ann', { kind: 'caller', reason: 'access-lost' })];
      const element = await place('strong-blast-radius', { report: { ...REPORT, stops }, withoutCallers: true });
      expect(textOf(element)).to.contain(TEXTS.nothing).and.not.to.contain('user/ann');
      element.report = { ...REPORT, isRefused: true };
      await drawn(element);
      expect(textOf(element)).to.equal(TEXTS.refused);
    });

    it('says that a deletion is permanent only if something stops', async () => {
      const element = await place('strong-blast-radius', { report: { ...REPORT, isPermanent: true } });
      expect(textOf(element)).not.to.contain(TEXTS.permanent);
      element.report = { ...REPORT, isPermanent: true, stops: [object('a')] };
      await drawn(element);
      expect(textOf(element)).to.contain(TEXTS.permanent);
    });
  });

  describe('on the page of a key', () => {
    async function openPage(context: PageContext, keyId: string) {
      const page = await place('strong-key-page', { context, keyId, tab: 'tags' });
      await until(() => page.shadowRoot?.querySelector('strong-key-actions'));
      return page;
    }
    type Page = Awaited<ReturnType<typeof openPage>>;
    const choose = (page: Page, name: string) => {
      const items = allInside<HTMLButtonElement>(inside(page, 'strong-key-actions'), '[role=menuitem]');
      items.find((one) => one.textContent.trim() === name)?.click();
    };
    const { names } = KEY_TEXTS.actions;

    it('asks before it disables a key, and cancels', async () => {
      const context = pageContext();
      const key = await usedKey(context);
      const page = await openPage(context, key.KeyId);
      choose(page, names.disable);
      await until(() => isOpen(page));
      const dialog = dialogOf(page) as HTMLElementTagNameMap['strong-change-dialog'];
      await drawn(inside(dialog, 'strong-blast-radius'));
      expect(dialog.heading).to.equal(TEXTS.disable.heading);
      expect(radiusText(page)).to.contain('password').and.to.contain(TEXTS.groups.later);
      await expectAccessible(dialog);
      answer(page, false);
      await until(() => dialogOf(page) === undefined);
      expect(await stateOf(context, key)).to.equal('Enabled');
    });

    it('disables a key once that is confirmed', async () => {
      const context = pageContext();
      const key = await usedKey(context);
      const page = await openPage(context, key.KeyId);
      choose(page, names.disable);
      await until(() => isOpen(page));
      answer(page, true);
      await until(async () => (await stateOf(context, key)) === 'Disabled');
      expect(dialogOf(page)).to.equal(undefined);
    });

    it('asks a second time if what would stop could not be determined', async () => {
      const context = pageContext();
      const key = await usedKey(context);
      const page = await openPage(context, key.KeyId);
      Object.assign(context.strongroom.sandbox.serviceRecords, {
        list: () => Promise.reject(new Error('storage')),
      });
      choose(page, names.disable);
      await until(() => isOpen(page));
      const dialog = dialogOf(page) as HTMLElementTagNameMap['strong-change-dialog'];
      expect(textOf(inside(dialog, '[role=alert]'))).to.equal(TEXTS.unknownEffects);
      expect(dialog.shadowRoot?.querySelector('strong-blast-radius')).to.equal(null);
      await expectAccessible(dialog);
      answer(page, true);
      expect(isOpen(page)).to.equal(true);
      expect(await stateOf(context, key)).to.equal('Enabled');
      inside(dialog, '#sure').click();
      await drawn(dialog);
      answer(page, true);
      await until(async () => (await stateOf(context, key)) === 'Disabled');
    });

    it('disables a key that nothing uses without asking', async () => {
      const context = pageContext();
      await usedKey(context);
      const key = await newKey(context);
      const page = await openPage(context, key.KeyId);
      choose(page, names.disable);
      await until(async () => (await stateOf(context, key)) === 'Disabled');
      expect(dialogOf(page)).to.equal(undefined);
    });

    it('shows it in the dialog of a deletion', async () => {
      const context = pageContext();
      const key = await usedKey(context);
      const page = await openPage(context, key.KeyId);
      choose(page, names.scheduleDeletion);
      const panel = inside<HTMLElementTagNameMap['strong-blast-radius-panel']>(page, 'strong-blast-radius-panel');
      await until(() => panel.shadowRoot?.querySelector('strong-blast-radius')?.report);
      await drawn(inside(panel, 'strong-blast-radius'));
      expect(textOf(inside(panel, 'strong-blast-radius')))
        .to.contain(TEXTS.permanent)
        .and.to.contain('password');
      await expectAccessible(page);
    });

    it('shows nothing in a sandbox without records of services, and makes no call for it', async () => {
      const context = pageContext();
      const key = await newKey(context);
      const change = { operation: 'DisableKey', KeyId: key.Arn } as const;
      const events = async () => (await context.strongroom.sandbox.events.query()).events.length;
      const before = await events();
      let reads = 0;
      const { list } = context.strongroom.sandbox.serviceRecords;
      Object.assign(context.strongroom.sandbox.serviceRecords, {
        list: (...input: Parameters<typeof list>) => {
          reads++;
          return list(...input);
        },
      });
      const panel = await place('strong-blast-radius-panel', { context, change });
      await until(() => reads > 0 && panel.hasAttribute('empty'));
      expect(panel.shadowRoot?.querySelector('section')).to.equal(null);
      expect(await events()).to.equal(before);
    });

    it('says if it could not be determined', async () => {
      const context = pageContext();
      await usedKey(context);
      const panel = await place('strong-blast-radius-panel', {
        context,
        change: { operation: 'DisableKey', KeyId: 'none' },
      });
      await until(() => textOf(panel).includes(TEXTS.failed));
    });
  });

  describe('as a tab', () => {
    it('lists what depends on a key, and notes in the ledger that it was opened', async () => {
      const context = pageContext();
      const key = await usedKey(context);
      const tab = await place('strong-key-dependents-tab', { context, key });
      await until(() => !tab.hasAttribute('loading') && tab.shadowRoot?.querySelector('strong-blast-radius'));
      await drawn(inside(tab, 'strong-blast-radius'));
      expect(textOf(inside(tab, 'strong-blast-radius')))
        .to.contain('orders')
        .and.to.contain('password');
      const [entry] = await servicesOf(context.strongroom).ledger.list({ kind: 'report' });
      expect(entry).to.include({ report: 'dependents', key: key.Arn });
      await expectAccessible(tab);
    });

    it('says that nothing depends on a key', async () => {
      const context = pageContext();
      const tab = await place('strong-key-dependents-tab', { context, key: await newKey(context) });
      await until(() => !tab.hasAttribute('loading') && tab.shadowRoot?.querySelector('strong-blast-radius'));
      await drawn(inside(tab, 'strong-blast-radius'));
      expect(textOf(inside(tab, 'strong-blast-radius'))).to.contain(TEXTS.tab.none);
    });
  });

  it('is shown with the draft of a key policy', async () => {
    const context = pageContext();
    const key = await usedKey(context);
    const tab = await place('strong-key-policy-tab', { context, key });
    await until(() => tab.shadowRoot?.querySelector('strong-policy-editor')?.checked);
    const admin = { Effect: 'Allow', Principal: { AWS: context.caller }, Action: 'kms:*', Resource: '*' };
    const noDecrypt = { ...admin, Effect: 'Deny', Action: 'kms:Decrypt' };
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [admin, noDecrypt] });
    inside(tab, 'strong-policy-editor').dispatchEvent(new CustomEvent('strong-draft', { detail: { text } }));
    const panel = () => tab.shadowRoot?.querySelector('strong-blast-radius-panel')?.shadowRoot;
    await until(() => (panel()?.querySelector('strong-blast-radius')?.report?.stops.length ?? 0) > 0);
    const report = panel()?.querySelector('strong-blast-radius')?.report;
    const rows = report?.stops.filter(({ kind }) => kind !== 'caller').map(({ kind, when }) => `${kind} ${when}`);
    expect(rows).to.deep.equal(['secret-version now', 'app later']);
  });

  it('is shown in the dialog that deletes key material', async () => {
    const context = pageContext();
    const KeyId = await importedKey(context.strongroom as Parameters<typeof importedKey>[0]);
    await servicesOf(context.strongroom).secretStore.createSecret({ Name: 's', SecretString: 'x', KmsKeyId: KeyId });
    const tab = await place('strong-key-material-tab', { context, key: await describeKey(context, { KeyId }) });
    const open = () =>
      tab.shadowRoot
        ?.querySelector('strong-import-materials')
        ?.shadowRoot?.querySelector<HTMLButtonElement>(`[aria-label^="${IMPORT_TEXTS.status.delete}"]`);
    await until(open);
    open()?.click();
    const panel = inside(tab, 'strong-blast-radius-panel');
    await until(() => panel.shadowRoot?.querySelector('strong-blast-radius')?.report?.stops.length === 2);
  });

  it('is asked before a key store is disconnected', async () => {
    const context = pageContext();
    const { strongroom, kms } = context;
    const [cluster] = await strongroom.sandbox.clusters.list();
    const { CustomKeyStoreId = '' } = await kms.createCustomKeyStore({
      CustomKeyStoreName: 'store',
      CloudHsmClusterId: cluster?.id,
      TrustAnchorCertificate: cluster?.trustAnchorCertificate,
      KeyStorePassword: 'kmsPswd',
    });
    await kms.connectCustomKeyStore({ CustomKeyStoreId });
    await strongroom.sandbox.clock.advance(60);
    const key = await newKey(context, { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    await servicesOf(strongroom).secretStore.createSecret({ Name: 's', SecretString: 'x', KmsKeyId: key.Arn });
    const page = await place('strong-key-store-page', { context, storeId: CustomKeyStoreId });
    const label = STORE_TEXTS.actions.disconnect;
    const button = () => allInside<HTMLButtonElement>(page, 'button').find((one) => one.textContent.trim() === label);
    await until(() => button()?.disabled === false && button()?.ariaDisabled === 'false');
    const connection = async () =>
      (await kms.describeCustomKeyStores({ CustomKeyStoreId })).CustomKeyStores?.[0]?.ConnectionState;
    button()?.click();
    await until(() => isOpen(page));
    expect(await connection()).to.equal('CONNECTED');
    answer(page, true);
    await until(async () => (await connection()) !== 'CONNECTED');
  });

  describe('on the aliases of a key', () => {
    const AliasName = 'alias/app';
    async function openTab(context: PageContext, key: KeyView) {
      const tab = await place('strong-key-aliases-tab', { context, key, aliases: [AliasName] });
      await until(() => allInside(tab, 'li').length > 0);
      return tab;
    }
    const bucketWith = (context: PageContext) =>
      servicesOf(context.strongroom).objectStore.createBucket({
        Bucket: 'bucket',
        Encryption: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: AliasName },
      });
    const aliases = async ({ kms }: PageContext) =>
      (await kms.listAliases()).Aliases?.filter((one) => one.AliasName === AliasName) ?? [];

    it('asks before an alias is deleted that a bucket names', async () => {
      const context = pageContext();
      const key = await newKey(context);
      await context.kms.createAlias({ AliasName, TargetKeyId: key.KeyId });
      await bucketWith(context);
      const tab = await openTab(context, key);
      for (const isConfirmed of [false, true]) {
        const button = allInside<HTMLButtonElement>(tab, 'button').find(
          (one) => one.textContent.trim() === WORDS.delete,
        );
        button?.click();
        await until(() => isOpen(tab));
        expect(dialogOf(tab)?.heading).to.equal(TEXTS.deleteAlias.heading(AliasName));
        answer(tab, isConfirmed);
        await until(() => dialogOf(tab) === undefined);
        if (!isConfirmed) expect(await aliases(context)).to.have.length(1);
      }
      await until(async () => (await aliases(context)).length === 0);
    });

    it('asks before an alias is moved by which a caller decrypts', async () => {
      const context = pageContext();
      const before = await newKey(context);
      const key = await newKey(context);
      await context.kms.createAlias({ AliasName, TargetKeyId: before.KeyId });
      await bucketWith(context);
      const { CiphertextBlob } = await context.kms.encrypt({ KeyId: AliasName, Plaintext: Uint8Array.of(1) });
      await context.kms.decrypt({ KeyId: AliasName, CiphertextBlob });
      const tab = await openTab(context, key);
      inside<HTMLInputElement>(tab, '#alias').value = AliasName;
      inside<HTMLFormElement>(tab, 'form').requestSubmit();
      await until(() => tab.shadowRoot?.querySelector('strong-problem button'));
      inside<HTMLButtonElement>(tab, 'strong-problem button').click();
      await until(() => isOpen(tab));
      expect(dialogOf(tab)?.heading).to.equal(TEXTS.moveAlias.heading(AliasName));
      await drawn(inside(dialogOf(tab) as Element, 'strong-blast-radius'));
      expect(radiusText(tab)).to.contain(TEXTS.reasons['other-material']);
      answer(tab, true);
      await until(async () => (await aliases(context))[0]?.TargetKeyId === key.KeyId);
    });
  });
});
