import { EditorView } from '@codemirror/view';
import { expect } from 'chai';
import type { TemplateResult } from 'lit';
import '../../../src/ui/policy/policy-tab.ts';
import { TEXTS as EDITOR } from '../../../src/ui/policy/policy-editor-texts.ts';
import { TEXTS as TESTS } from '../../../src/ui/policy/permission-tests-texts.ts';
import { TEXTS as TEMPLATES } from '../../../src/ui/policy/policy-templates-texts.ts';
import { TEXTS } from '../../../src/ui/policy/policy-texts.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import { keyView, type KeyView } from '../../../src/ui/page/key-view.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-policy-tab'];

const ANN = 'arn:aws:iam::111122223333:user/ann';
const ROOT = 'arn:aws:iam::111122223333:root';
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
const policyOf = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);

const changesOf = (tab: Tab) => inside(tab, 'strong-policy-changes');
const testsOf = (tab: Tab) => inside(inside(tab, 'strong-key-policy-tests'), 'strong-permission-tests');
/** The state of the draft, and what the last button did. */
const standingOf = (tab: Tab): string => inside(tab, '#why').textContent.trim();
/** The rows of the preview: the icon of each change with its operations. */
const effectsOf = (tab: Tab): string[] => {
  const effect = tab.shadowRoot
    ?.querySelector('strong-policy-changes')
    ?.shadowRoot?.querySelector('strong-policy-effect');
  return effect ? allInside(effect, 'dd[class]').map((row) => `${row.className} ${textOf(row)}`) : [];
};
const gains = (tab: Tab, operation: string): boolean =>
  effectsOf(tab).some((row) => row.startsWith('check') && row.includes(operation));
const loses = (tab: Tab): boolean => effectsOf(tab).some((row) => row.startsWith('cross'));
const lockOutOf = (tab: Tab): Element | null | undefined =>
  tab.shadowRoot
    ?.querySelector('strong-policy-changes')
    ?.shadowRoot?.querySelector('strong-policy-effect')
    ?.shadowRoot?.querySelector('.locked');
/** Each result of a permission test: whether it is as expected. */
const resultsOf = (tab: Tab): boolean[] =>
  allInside(testsOf(tab), '.found').map((found) => found.classList.contains('good'));
const verdictOf = (tab: Tab): string => allInside(testsOf(tab), '[role=status]').map(textOf).join('');
/** The text of a member of a catalogue that has markup. */
const plain = ({ strings, values }: TemplateResult): string =>
  String.raw({ raw: strings }, ...values)
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const findingsOf = (tab: Tab): HTMLElement[] => allInside(inside(editorOf(tab), 'strong-findings'), 'li');
const editorOf = (tab: Tab) => inside<HTMLElementTagNameMap['strong-policy-editor']>(tab, 'strong-policy-editor');

async function open(context: PageContext, key: KeyView): Promise<Tab> {
  const tab = await place('strong-key-policy-tab', { context, key });
  // DescribeKey can be denied after a lockout.
  tab.addEventListener(
    'strong-key-changed',
    () =>
      void describeKey(context, key).then(
        (now) => (tab.key = now),
        () => undefined,
      ),
  );
  await until(() => tab.shadowRoot?.querySelector('strong-policy-editor')?.checked);
  await until(() =>
    editorOf(tab).shadowRoot?.querySelector('strong-policy-code')?.shadowRoot?.querySelector('.cm-content'),
  );
  return tab;
}

async function fresh(): Promise<{ context: PageContext; key: KeyView; tab: Tab }> {
  const context = pageContext();
  await context.strongroom.sandbox.principals.put({ arn: ANN });
  const key = await newKey(context);
  return { context, key, tab: await open(context, key) };
}

function write(tab: Tab, text: string): void {
  const content = inside(inside(editorOf(tab), 'strong-policy-code'), '.cm-content');
  const view = EditorView.findFromDOM(content) as EditorView;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

function button(element: Element, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(element, 'button').find(({ textContent }) => textContent.trim() === words);
  expect(found, words).to.exist;
  return found!;
}

const stored = async ({ kms }: PageContext, { KeyId }: KeyView): Promise<string> =>
  (await kms.getKeyPolicy({ KeyId })).Policy ?? '';

describe('strong-key-policy-tab', () => {
  beforeEach(() => {
    for (const place of ['strongroom.permission-tests', 'strongroom.policy-drafts']) localStorage.removeItem(place);
  });

  it('shows the policy, without changes', async () => {
    const { tab } = await fresh();
    expect(editorOf(tab).text).to.contain('Enable IAM User Permissions');
    expect(standingOf(tab)).to.equal(TEXTS.unchanged);
    expect(textOf(inside(editorOf(tab), '[role=status]'))).to.equal(EDITOR.noFindings);
    expect(button(tab, TEXTS.save).disabled).to.equal(true);
    expect(tab.shadowRoot?.querySelector('strong-policy-changes')).to.equal(null);
    await expectAccessible(tab);
  });

  it('previews the access changes, and saves', async () => {
    const { context, key, tab } = await fresh();
    const policy = policyOf(KEEP, { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' });
    write(tab, policy);
    await until(() => gains(tab, 'Encrypt'));
    expect(textOf(inside(changesOf(tab), 'strong-policy-diff'))).to.contain('added: "Action": "kms:Encrypt"');
    expect(textOf(inside(changesOf(tab), 'strong-policy-effect'))).to.contain('user/ann');
    expect(loses(tab)).to.equal(false);
    button(tab, TEXTS.save).click();
    await until(() => standingOf(tab) === TEXTS.unchanged);
    expect(JSON.parse(await stored(context, key))).to.deep.equal(JSON.parse(policy));
    await expectAccessible(tab);
  });

  it('sends the worker one message for each pause in typing', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    const key = await newKey(context);
    const test = { caller: ANN, operation: 'Encrypt', expected: 'allow' };
    localStorage.setItem('strongroom.permission-tests', JSON.stringify({ [key.Arn ?? '']: [test] }));
    const { sandbox } = context.strongroom;
    const sent: string[] = [];
    /** `object` with every call of its methods recorded, at any depth. */
    const noted = <T extends object>(object: T): T =>
      new Proxy(object, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value === 'object' && value !== null) return noted(value);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]): unknown => {
            sent.push(String(name));
            return Reflect.apply(value, target, args);
          };
        },
      });
    const watched = {
      ...context,
      strongroom: { ...context.strongroom, sandbox: noted(sandbox) },
      kms: noted(context.kms),
    };
    const tab = await open(watched, key);
    await until(() => resultsOf(tab).length === 1);
    sent.length = 0;
    const more = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' };
    for (const draft of [policyOf(KEEP), policyOf(more), policyOf(KEEP, more)]) write(tab, draft);
    await until(() => gains(tab, 'Encrypt'));
    await until(() => resultsOf(tab).at(-1) === true);
    expect(sent).to.deep.equal(['previewPolicy']);
  });

  it('sends the worker nothing for a draft whose tab is closed within the pause', async () => {
    const { context, key, tab } = await fresh();
    const { sandbox } = context.strongroom;
    let previews = 0;
    const previewPolicy: typeof sandbox.previewPolicy = (...args) => {
      previews += 1;
      return sandbox.previewPolicy(...args);
    };
    const counting = { ...context.strongroom, sandbox: { ...sandbox, previewPolicy } };
    tab.remove();
    const counted = await open({ ...context, strongroom: counting }, key);
    expect(previews).to.equal(1);
    write(counted, policyOf(KEEP));
    await counted.updateComplete;
    counted.remove();
    const again = await open(context, key);
    expect(editorOf(again).text).to.equal(policyOf(KEEP));
    expect(previews).to.equal(1);
  });

  it('previews the policy again when another client changes the directory', async () => {
    const { context, tab } = await fresh();
    const bob = 'arn:aws:iam::111122223333:user/bob';
    write(tab, policyOf(KEEP, { Effect: 'Allow', Principal: { AWS: bob }, Action: 'kms:Decrypt', Resource: '*' }));
    await until(() => findingsOf(tab).length === 1);
    await context.strongroom.sandbox.principals.put({ arn: bob });
    await until(() => findingsOf(tab).length === 0);
    expect(tab.shadowRoot?.querySelector('strong-policy-changes')).to.exist;
  });

  it('warns of a lockout, and stores the policy only with the bypass', async () => {
    const { context, key, tab } = await fresh();
    const before = await stored(context, key);
    const alone = policyOf({
      Sid: 'Ann',
      Effect: 'Allow',
      Principal: { AWS: ANN },
      Action: 'kms:Encrypt',
      Resource: '*',
    });
    write(tab, alone);
    await until(() => lockOutOf(tab));
    const effect = inside<HTMLElementTagNameMap['strong-policy-effect']>(changesOf(tab), 'strong-policy-effect');
    const [now, afterwards] = allInside(effect, '.keepers dd').map(textOf);
    expect(now).to.contain('user/admin');
    expect(afterwards).to.equal(TEXTS.effect.nobody);
    expect(loses(tab)).to.equal(true);
    await expectAccessible(tab);
    button(tab, TEXTS.save).click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('MalformedPolicyDocumentException');
    expect(await stored(context, key)).to.equal(before);
    inside<HTMLInputElement>(effect, 'input[type="checkbox"]').click();
    await until(() => effect.bypass);
    const changed = next(tab, 'strong-key-changed');
    button(tab, TEXTS.save).click();
    await changed;
    expect(await context.strongroom.sandbox.policyVersion(key.Arn ?? '')).to.equal(before);
    expect(await context.strongroom.sandbox.policyVersion(`${key.Arn}#1`)).to.equal(alone);
  });

  it('adds the statement of the account after a lockout', async () => {
    const { tab } = await fresh();
    write(
      tab,
      policyOf({ Sid: 'Ann', Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' }),
    );
    await until(() => lockOutOf(tab));
    button(inside(changesOf(tab), 'strong-policy-effect'), TEXTS.effect.addAccount).click();
    await until(() => !lockOutOf(tab) && gains(tab, 'Encrypt'));
  });

  it('clears the error of a rejected policy with its draft', async () => {
    const { tab } = await fresh();
    const refused = policyOf({ ...KEEP, Action: 5 });
    for (const next of [() => button(tab, TEXTS.discard).click(), () => write(tab, policyOf(KEEP))]) {
      write(tab, refused);
      await until(() => !button(tab, TEXTS.save).disabled);
      button(tab, TEXTS.save).click();
      await until(() => tab.shadowRoot?.querySelector('strong-problem'));
      next();
      await until(() => !tab.shadowRoot?.querySelector('strong-problem'));
    }
  });

  it('keeps no finding and no error of a draft that was discarded', async () => {
    const { tab } = await fresh();
    write(tab, policyOf({ ...KEEP, Effect: 'allow', Action: 5 }));
    await until(() => findingsOf(tab).length === 2);
    // The answer of a save that is in flight is about the draft too.
    button(tab, TEXTS.save).click();
    button(tab, TEXTS.discard).click();
    await tab.updateComplete;
    await editorOf(tab).updateComplete;
    expect(findingsOf(tab)).to.have.length(0);
    await until(() => editorOf(tab).checked);
    expect(findingsOf(tab)).to.have.length(0);
    expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
  });

  it('formats, discards, and restores the default policy', async () => {
    const { tab } = await fresh();
    const editor = editorOf(tab);
    const first = editor.text;
    write(tab, '{"Version":"2012-10-17","Statement":[]}');
    button(tab, TEXTS.format).click();
    await until(() => editor.text === '{\n  "Version": "2012-10-17",\n  "Statement": []\n}');
    write(tab, '{');
    button(tab, TEXTS.format).click();
    await until(() => standingOf(tab) === TEXTS.notJson);
    button(tab, TEXTS.discard).click();
    await until(() => editor.text === first);
    button(tab, TEXTS.useDefault).click();
    await until(() => editor.text !== first);
    expect(JSON.parse(editor.text)).to.deep.equal(JSON.parse(first));
  });

  it('writes the statements of the console from the default view, and reads them back', async () => {
    const { context, key, tab } = await fresh();
    button(tab, TEXTS.defaultView).click();
    await until(() => tab.shadowRoot?.querySelector('strong-policy-people'));
    const people = inside(tab, 'strong-policy-people');
    await until(() => people.shadowRoot?.querySelector('#users-who'));
    inside<HTMLSelectElement>(people, '#users-who').value = ANN;
    button(people, TEXTS.people.users.add).click();
    await until(() => effectsOf(tab).length > 0);
    await expectAccessible(tab);
    const field = inside<HTMLInputElement>(people, '#account');
    field.value = '12';
    button(people, TEXTS.people.accounts.add).click();
    await until(() => inside(people, '#account-hint').textContent === TEXTS.people.accounts.invalid);
    field.value = '4444-5555-6666';
    button(people, TEXTS.people.accounts.add).click();
    await until(() => textOf(people).includes('4444-5555-6666'));
    button(tab, TEXTS.save).click();
    await until(() => standingOf(tab) === TEXTS.unchanged);
    const sids = (JSON.parse(await stored(context, key)) as { Statement: { Sid: string }[] }).Statement.map(
      ({ Sid }) => Sid,
    );
    expect(sids).to.deep.equal([
      'Enable IAM User Permissions',
      'Allow use of the key',
      'Allow attachment of persistent resources',
    ]);
    await until(() => textOf(people).includes('user/ann'));
    allInside<HTMLButtonElement>(people, 'li button')
      .find((one) => one.getAttribute('aria-label')?.includes('user/ann'))
      ?.click();
    await until(() => loses(tab));
  });

  it('runs permission tests with the stored policy and the draft, and stores them', async () => {
    const { context, key, tab } = await fresh();
    const tests = testsOf(tab);
    inside<HTMLSelectElement>(tests, '#caller').value = ANN;
    inside<HTMLSelectElement>(tests, '#operation').value = 'Encrypt';
    button(tests, TESTS.form.add).click();
    await until(() => verdictOf(tab) === plain(TESTS.fail.stored(1, 1)));
    write(tab, policyOf(KEEP, { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' }));
    await until(() => verdictOf(tab) === plain(TESTS.pass.draft));
    expect(allInside(changesOf(tab), '.failing')).to.have.length(0);
    expect(allInside(tests, '.found').map((found) => found.textContent.trim().replace(/\s+/g, ' '))).to.deep.equal([
      'denied, not as expected',
      'allowed, as expected',
    ]);
    await expectAccessible(tab);
    write(tab, policyOf(KEEP));
    await until(() => allInside(changesOf(tab), '.failing').length === 1);
    expect(textOf(inside(changesOf(tab), '.failing'))).to.equal(plain(TEXTS.changes.failing(1, 1)));
    button(tab, TEXTS.discard).click();
    const again = await open(context, key);
    await until(() => verdictOf(again) === plain(TESTS.fail.stored(1, 1)));
    const saved: HTMLAnchorElement[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this);
    };
    button(testsOf(again), TESTS.export).click();
    await until(() => saved.length === 1);
    HTMLAnchorElement.prototype.click = click;
    expect(saved[0]?.download).to.equal('key-policy.test.mjs');
    expect(await (await fetch(saved[0]?.href ?? '')).text()).to.contain(TESTS.testName('user/ann', 'Encrypt', 'allow'));
    button(testsOf(again), WORDS.remove).click();
    await until(() => resultsOf(again).length === 0);
    expect(textOf(testsOf(again))).to.contain(TESTS.none);
  });

  it('shows earlier versions, and uses one as the draft', async () => {
    const { context, key, tab } = await fresh();
    const first = await stored(context, key);
    for (const sid of ['A', 'B', 'C'])
      await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: policyOf({ ...KEEP, Sid: sid }) });
    tab.key = await describeKey(context, key);
    const earlier = inside(tab, 'strong-key-policy-versions');
    inside<HTMLDetailsElement>(earlier, 'details').open = true;
    const versions = inside(earlier, 'strong-policy-versions');
    await until(() => allInside(versions, 'option').length === 4);
    expect(allInside(versions, 'option')[0]?.textContent)
      .to.match(/ by user\/admin$/)
      .and.to.contain(TEXTS.versions.current(4));
    await until(
      () => textOf(versions).includes('removed: "Sid": "B"') && textOf(versions).includes('added: "Sid": "C"'),
    );
    const select = inside<HTMLSelectElement>(versions, 'select');
    select.value = '0';
    select.dispatchEvent(new Event('change'));
    await until(
      () =>
        allInside(versions, 'h3').some(({ textContent }) => textContent === TEXTS.versions.comparison) &&
        textOf(versions).includes('Enable IAM User Permissions'),
    );
    button(versions, TEXTS.versions.use).click();
    await until(() => editorOf(tab).text === first);
    await expectAccessible(tab);
  });

  it('shows a policy that was sent on one line in the form of AWS', async () => {
    const { context, key } = await fresh();
    const line = JSON.stringify({ Version: '2012-10-17', Statement: [KEEP] });
    await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: line });
    const { Policy } = await context.kms.getKeyPolicy({ KeyId: key.KeyId });
    const tab = await open(context, key);
    expect(standingOf(tab)).to.equal(TEXTS.unchanged);
    expect(editorOf(tab).text).to.equal(Policy).and.to.not.equal(line);
  });

  it('stores the draft for the next visit, and deletes it when it is discarded', async () => {
    const { context, key, tab } = await fresh();
    const first = editorOf(tab).text;
    const draft = policyOf({ ...KEEP, Sid: 'Draft' });
    write(tab, draft);
    await until(() => standingOf(tab) === TEXTS.kept);
    tab.remove();
    const again = await open(context, key);
    expect(editorOf(again).text).to.equal(draft);
    const restored = inside(again, '.kept span').textContent;
    await expectAccessible(again);
    again.remove();
    await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: policyOf({ ...KEEP, Sid: 'Meanwhile' }) });
    const overtaken = await open(context, key);
    expect(inside(overtaken, '.kept span').textContent).to.contain(restored).and.not.to.equal(restored);
    button(overtaken, TEXTS.discard).click();
    await until(() => allInside(overtaken, '.kept').length === 0);
    overtaken.remove();
    const last = await open(context, key);
    expect(editorOf(last).text).to.contain('Meanwhile').and.not.to.equal(first);
    const other = await open(context, await newKey(context));
    expect(standingOf(other)).to.equal(TEXTS.unchanged);
  });

  it('deletes the draft when it is saved', async () => {
    const { context, key, tab } = await fresh();
    write(tab, policyOf({ ...KEEP, Sid: 'Saved' }));
    await until(() => !button(tab, TEXTS.save).disabled);
    button(tab, TEXTS.save).click();
    await until(() => standingOf(tab) === TEXTS.unchanged);
    tab.remove();
    expect(allInside(await open(context, key), '.kept')).to.have.length(0);
  });

  it('creates a principal or account that the policy names', async () => {
    const { context, tab } = await fresh();
    write(
      tab,
      policyOf(KEEP, {
        Effect: 'Allow',
        Principal: { AWS: [ANN, 'arn:aws:iam::111122223333:role/New'] },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    );
    const findings = () => inside(editorOf(tab), 'strong-findings');
    await until(() => textOf(findings()).includes(EDITOR.list.line(18)));
    button(findings(), EDITOR.list.create('role/New')).click();
    await until(() => findingsOf(tab).length === 0);
    expect((await context.strongroom.sandbox.principals.list()).map(({ arn }) => arn)).to.include(
      'arn:aws:iam::111122223333:role/New',
    );
    expect(await context.strongroom.sandbox.accessKeys.list('arn:aws:iam::111122223333:role/New')).to.deep.equal([]);
    write(
      tab,
      policyOf(KEEP, {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    );
    const create = EDITOR.list.create(EDITOR.list.account('9999-8888-7777'));
    await until(() => textOf(findings()).includes(create));
    button(findings(), create).click();
    await until(() => findingsOf(tab).length === 0);
    expect((await context.strongroom.sandbox.accounts.list()).map(({ id }) => id)).to.include('999988887777');
    // A unique ID belongs to a deleted principal, which cannot be created again.
    write(
      tab,
      policyOf(KEEP, {
        Effect: 'Allow',
        Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
    );
    await until(() => textOf(findings()).includes('AIDACKCEVSQ6C2EXAMPLE'));
    expect(allInside(findings(), 'button:not(.plain)')).to.have.length(0);
  });

  it('generates a draft from activity, and describes it', async () => {
    const { context, key, tab } = await fresh();
    await context.kms.encrypt({ KeyId: key.KeyId, Plaintext: new Uint8Array(4) });
    button(tab, TEXTS.generate).click();
    await until(() => tab.shadowRoot?.querySelector('strong-policy-changes'));
    expect(standingOf(tab)).to.contain('1 principal').and.to.contain('user/admin');
    expect(editorOf(tab).text).to.contain(TEXTS.sids.activity('user/admin', 1)).and.to.contain('"kms:Encrypt"');
    await until(() => loses(tab));
  });

  it('adds a template to the draft', async () => {
    const { tab } = await fresh();
    const templates = inside(tab, 'strong-policy-templates');
    const set = (selector: string, value: string, event: string) => {
      const field = inside<HTMLInputElement | HTMLSelectElement>(templates, selector);
      field.value = value;
      field.dispatchEvent(new Event(event));
    };
    set('#template', 'context', 'change');
    await until(() => templates.shadowRoot?.querySelector('#who'));
    set('#who', ANN, 'change');
    set('#value', 'Red', 'input');
    await until(() =>
      textOf(inside(templates, 'strong-policy-diff')).includes('added: "kms:EncryptionContext:AppName": "Red"'),
    );
    inside<HTMLDetailsElement>(tab, 'details').open = true;
    await expectAccessible(tab);
    button(templates, TEMPLATES.add).click();
    await until(() => editorOf(tab).text.includes('"kms:EncryptionContext:AppName": "Red"'));
    expect(templates.shadowRoot?.querySelector('#who')).to.equal(null);
    write(tab, '{');
    set('#template', 'context', 'change');
    await until(() => textOf(templates).includes(TEMPLATES.notJson));
  });

  it('shows the policy of an AWS managed key read-only', async () => {
    const context = pageContext();
    const kms = context.strongroom.kms('us-east-1', context.caller, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' });
    await kms.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/aws/s3' });
    const tab = await open(context, keyView(KeyMetadata));
    expect(textOf(tab)).to.contain(TEXTS.managed);
    expect(allInside<HTMLButtonElement>(tab, 'button').map(({ textContent }) => textContent.trim())).not.to.include(
      TEXTS.save,
    );
    expect(editorOf(tab).locked).to.equal(true);
    expect(allInside(tab, 'strong-key-policy-tests, strong-key-policy-versions')).to.have.length(0);
  });

  it('shows the error of KMS, and keeps the draft', async () => {
    const { context, key, tab } = await fresh();
    const before = await stored(context, key);
    write(tab, '{');
    await until(() => !button(tab, TEXTS.save).disabled);
    button(tab, TEXTS.save).click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('MalformedPolicyDocumentException');
    expect(editorOf(tab).text).to.equal('{');
    expect(await stored(context, key)).to.equal(before);
  });

  it('shows the error when the caller cannot read the policy', async () => {
    const context = pageContext();
    const key = await newKey(context);
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    const tab = await place('strong-key-policy-tab', {
      context: { ...context, kms: context.strongroom.kms(context.region, ANN), caller: ANN },
      key,
    });
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    await until(() => textOf(tab).includes('AccessDeniedException'));
    expect(textOf(tab)).not.to.contain(WORDS.loading);
  });
});
