import { EditorView } from '@codemirror/view';
import { expect } from 'chai';
import '../../../src/ui/policy/policy-tab.ts';
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
const editorOf = (tab: Tab) => inside<HTMLElementTagNameMap['strong-policy-editor']>(tab, 'strong-policy-editor');

async function open(context: PageContext, key: KeyView): Promise<Tab> {
  const tab = await place('strong-key-policy-tab', { context, key });
  // A key that locked its caller out cannot be described any more.
  tab.addEventListener(
    'strong-key-changed',
    () =>
      void describeKey(context, key).then(
        (now) => (tab.key = now),
        () => undefined,
      ),
  );
  await until(() => textOf(tab).includes('Nothing odd was found'));
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

  it('shows the policy, and that nothing was changed', async () => {
    const { tab } = await fresh();
    expect(textOf(tab)).to.contain('Enable IAM User Permissions').and.to.contain('Nothing changed yet.');
    expect(button(tab, 'Save policy').disabled).to.equal(true);
    expect(tab.shadowRoot?.querySelector('strong-policy-changes')).to.equal(null);
    await expectAccessible(tab);
  });

  it('says who would gain what, and saves', async () => {
    const { context, key, tab } = await fresh();
    const policy = policyOf(KEEP, { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' });
    write(tab, policy);
    await until(() => textOf(tab).includes('would gain Encrypt'));
    expect(textOf(inside(changesOf(tab), 'strong-policy-diff'))).to.contain('added: "Action": "kms:Encrypt"');
    expect(textOf(inside(changesOf(tab), 'strong-policy-effect')))
      .to.contain('user/ann')
      .and.not.to.contain('would lose');
    button(tab, 'Save policy').click();
    await until(() => textOf(tab).includes('Nothing changed yet.'));
    expect(await stored(context, key)).to.equal(policy);
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
    /** `object` with every method of it, however deep, noted when it is called. */
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
    await until(() => textOf(testsOf(tab)).includes('denied'));
    sent.length = 0;
    const more = { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' };
    for (const draft of [policyOf(KEEP), policyOf(more), policyOf(KEEP, more)]) write(tab, draft);
    await until(() => textOf(tab).includes('would gain Encrypt'));
    await until(() => textOf(testsOf(tab)).includes('allowed'));
    expect(sent).to.deep.equal(['previewPolicy']);
  });

  it('says a lock-out loudly, mends it, and stores it only when it is told to bypass the check', async () => {
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
    await until(() => textOf(tab).includes('locks you out'));
    const effect = inside<HTMLElementTagNameMap['strong-policy-effect']>(changesOf(tab), 'strong-policy-effect');
    expect(textOf(effect))
      .to.match(/Who can change the policy now[^.]*user\/admin/)
      .and.to.match(/Who could afterwards\s*Nobody of the directory/)
      .and.to.contain('would lose');
    await expectAccessible(tab);
    button(tab, 'Save policy').click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('MalformedPolicyDocumentException');
    expect(await stored(context, key)).to.equal(before);
    inside<HTMLInputElement>(effect, 'input[type="checkbox"]').click();
    await until(() => effect.bypass);
    const changed = next(tab, 'strong-key-changed');
    button(tab, 'Save policy').click();
    await changed;
    expect(await context.strongroom.sandbox.policyVersion(key.Arn ?? '')).to.equal(before);
    expect(await context.strongroom.sandbox.policyVersion(`${key.Arn}#1`)).to.equal(alone);
  });

  it('puts the account’s own statement in where it locks out', async () => {
    const { tab } = await fresh();
    write(
      tab,
      policyOf({ Sid: 'Ann', Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' }),
    );
    await until(() => textOf(tab).includes('locks you out'));
    button(inside(changesOf(tab), 'strong-policy-effect'), 'Put the account’s own statement in').click();
    await until(() => !textOf(tab).includes('locks you out') && textOf(tab).includes('would gain Encrypt'));
  });

  it('takes the error of a refused policy away with the draft that it was about', async () => {
    const { tab } = await fresh();
    const refused = policyOf({ ...KEEP, Action: 5 });
    for (const next of [() => button(tab, 'Discard changes').click(), () => write(tab, policyOf(KEEP))]) {
      write(tab, refused);
      await until(() => !button(tab, 'Save policy').disabled);
      button(tab, 'Save policy').click();
      await until(() => tab.shadowRoot?.querySelector('strong-problem'));
      next();
      await until(() => !tab.shadowRoot?.querySelector('strong-problem'));
    }
  });

  it('formats, discards, and has the default policy again', async () => {
    const { tab } = await fresh();
    const editor = editorOf(tab);
    const first = editor.text;
    write(tab, '{"Version":"2012-10-17","Statement":[]}');
    button(tab, 'Format').click();
    await until(() => editor.text === '{\n  "Version": "2012-10-17",\n  "Statement": []\n}');
    write(tab, '{');
    button(tab, 'Format').click();
    await until(() => textOf(tab).includes('This is not JSON yet'));
    button(tab, 'Discard changes').click();
    await until(() => editor.text === first);
    button(tab, 'Default policy again').click();
    await until(() => editor.text !== first);
    expect(JSON.parse(editor.text)).to.deep.equal(JSON.parse(first));
  });

  it('writes the console’s statements from the default view, and reads them back', async () => {
    const { context, key, tab } = await fresh();
    button(tab, 'Default view').click();
    await until(() => tab.shadowRoot?.querySelector('strong-policy-people'));
    const people = inside(tab, 'strong-policy-people');
    await until(() => textOf(people).includes('Key administrators'));
    inside<HTMLSelectElement>(people, '#users-who').value = ANN;
    button(people, 'Add to the key users').click();
    await until(() => textOf(tab).includes('would gain'));
    await expectAccessible(tab);
    const field = inside<HTMLInputElement>(people, '#account');
    field.value = '12';
    button(people, 'Add the account').click();
    await until(() => textOf(people).includes('12 is no account ID'));
    field.value = '4444-5555-6666';
    button(people, 'Add the account').click();
    await until(() => textOf(people).includes('4444-5555-6666'));
    button(tab, 'Save policy').click();
    await until(() => textOf(tab).includes('Nothing changed yet.'));
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
    await until(() => textOf(tab).includes('would lose'));
  });

  it('tries permission tests under the stored policy and under the draft, and keeps them', async () => {
    const { context, key, tab } = await fresh();
    const tests = testsOf(tab);
    inside<HTMLSelectElement>(tests, '#caller').value = ANN;
    inside<HTMLSelectElement>(tests, '#operation').value = 'Encrypt';
    button(tests, 'Add the test').click();
    await until(() => textOf(tests).includes('1 of 1 fails'));
    write(tab, policyOf(KEEP, { Effect: 'Allow', Principal: { AWS: ANN }, Action: 'kms:Encrypt', Resource: '*' }));
    await until(() => textOf(tests).includes('Every test holds under the policy as it is being changed'));
    expect(textOf(changesOf(tab))).not.to.contain('permission tests would fail');
    expect(allInside(tests, '.found').map((found) => found.textContent.trim().replace(/\s+/g, ' '))).to.deep.equal([
      'denied, not as expected',
      'allowed, as expected',
    ]);
    await expectAccessible(tab);
    write(tab, policyOf(KEEP));
    await until(() => textOf(changesOf(tab)).includes('1 of 1 permission tests would fail'));
    button(tab, 'Discard changes').click();
    const again = await open(context, key);
    await until(() => textOf(testsOf(again)).includes('1 of 1 fails'));
    const saved: HTMLAnchorElement[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this);
    };
    button(testsOf(again), 'Export the tests').click();
    await until(() => saved.length === 1);
    HTMLAnchorElement.prototype.click = click;
    expect(saved[0]?.download).to.equal('key-policy.test.mjs');
    expect(await (await fetch(saved[0]?.href ?? '')).text()).to.contain('user/ann is allowed Encrypt');
    button(testsOf(again), 'Remove').click();
    await until(() => textOf(testsOf(again)).includes('No test yet'));
  });

  it('shows the policies that were there before, and takes one as the draft', async () => {
    const { context, key, tab } = await fresh();
    const first = await stored(context, key);
    for (const sid of ['A', 'B', 'C'])
      await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: policyOf({ ...KEEP, Sid: sid }) });
    tab.key = await describeKey(context, key);
    const earlier = inside(tab, 'strong-key-policy-versions');
    inside<HTMLDetailsElement>(earlier, 'details').open = true;
    const versions = inside(earlier, 'strong-policy-versions');
    await until(() => allInside(versions, 'option').length === 4);
    expect(allInside(versions, 'option')[0]?.textContent).to.match(/^version 4, stored now: .+ by user\/admin$/);
    await until(
      () => textOf(versions).includes('removed: "Sid": "B"') && textOf(versions).includes('added: "Sid": "C"'),
    );
    const select = inside<HTMLSelectElement>(versions, 'select');
    select.value = '0';
    select.dispatchEvent(new Event('change'));
    await until(
      () =>
        textOf(versions).includes('From it to what is stored now') &&
        textOf(versions).includes('Enable IAM User Permissions'),
    );
    button(versions, 'Take it as the draft').click();
    await until(() => editorOf(tab).text === first);
    await expectAccessible(tab);
  });

  it('lays out what is stored in one line, which is no change', async () => {
    const { context, key } = await fresh();
    const line = JSON.stringify({ Version: '2012-10-17', Statement: [KEEP] });
    await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: line });
    const tab = await open(context, key);
    expect(textOf(tab)).to.contain('KMS has this policy in one line').and.to.contain('Nothing changed yet.');
    expect(editorOf(tab).text).to.equal(policyOf(KEEP));
    write(tab, policyOf({ ...KEEP, Sid: 'Other' }));
    await until(() => tab.shadowRoot?.querySelector('strong-policy-changes'));
    expect(textOf(inside(changesOf(tab), 'strong-policy-diff'))).to.contain('1 line less, 1 line more.');
  });

  it('keeps the draft for the next visit, says so once, and forgets it when it is discarded', async () => {
    const { context, key, tab } = await fresh();
    const first = editorOf(tab).text;
    const draft = policyOf({ ...KEEP, Sid: 'Draft' });
    write(tab, draft);
    await until(() => textOf(tab).includes('This browser keeps your changes'));
    tab.remove();
    const again = await open(context, key);
    expect(editorOf(again).text).to.equal(draft);
    expect(textOf(again))
      .to.contain('are here again; they are not saved.')
      .and.not.to.contain('Another policy was stored');
    await expectAccessible(again);
    again.remove();
    await context.kms.putKeyPolicy({ KeyId: key.KeyId, Policy: policyOf({ ...KEEP, Sid: 'Meanwhile' }) });
    const overtaken = await open(context, key);
    expect(textOf(overtaken)).to.contain('Another policy was stored since you began');
    button(overtaken, 'Discard changes').click();
    await until(() => !textOf(overtaken).includes('are here again'));
    overtaken.remove();
    const last = await open(context, key);
    expect(editorOf(last).text).to.contain('Meanwhile').and.not.to.equal(first);
    const other = await open(context, await newKey(context));
    expect(textOf(other)).to.contain('Nothing changed yet.');
  });

  it('forgets the draft when it is saved', async () => {
    const { context, key, tab } = await fresh();
    write(tab, policyOf({ ...KEEP, Sid: 'Saved' }));
    await until(() => !button(tab, 'Save policy').disabled);
    button(tab, 'Save policy').click();
    await until(() => textOf(tab).includes('Nothing changed yet.'));
    tab.remove();
    expect(textOf(await open(context, key))).not.to.contain('are here again');
  });

  it('makes somebody whom the policy names and the directory does not have', async () => {
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
    await until(() => textOf(findings()).includes('line 18'));
    button(findings(), 'Make role/New').click();
    await until(() => textOf(tab).includes('Nothing odd was found'));
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
    await until(() => textOf(findings()).includes('Make account 9999-8888-7777'));
    button(findings(), 'Make account 9999-8888-7777').click();
    await until(() => textOf(tab).includes('Nothing odd was found'));
    expect((await context.strongroom.sandbox.accounts.list()).map(({ id }) => id)).to.include('999988887777');
    // A unique id is of somebody who is gone: nobody can be made for it.
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
    expect(textOf(findings())).not.to.contain('Make ');
  });

  it('takes the least policy for the last calls as the draft, and says what it rests on', async () => {
    const { context, key, tab } = await fresh();
    await context.kms.encrypt({ KeyId: key.KeyId, Plaintext: new Uint8Array(4) });
    button(tab, 'Least policy for the last calls').click();
    await until(() => textOf(tab).includes('of 1 principal, the last ones, and nothing else.'));
    expect(editorOf(tab).text).to.contain('What user/admin did').and.to.contain('"kms:Encrypt"');
    await until(() => textOf(changesOf(tab)).includes('would lose'));
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
    button(templates, 'Add to the policy').click();
    await until(() => editorOf(tab).text.includes('"kms:EncryptionContext:AppName": "Red"'));
    expect(templates.shadowRoot?.querySelector('#who')).to.equal(null);
    write(tab, '{');
    set('#template', 'context', 'change');
    await until(() => textOf(templates).includes('The policy is no JSON as it stands'));
  });

  it('shows the policy of an AWS managed key to read alone', async () => {
    const context = pageContext();
    const kms = context.strongroom.kms('us-east-1', context.caller, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' });
    await kms.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
    const { KeyMetadata } = await context.kms.describeKey({ KeyId: 'alias/aws/s3' });
    const tab = await open(context, keyView(KeyMetadata));
    expect(textOf(tab)).to.contain('Nobody can change it');
    expect(allInside<HTMLButtonElement>(tab, 'button').map(({ textContent }) => textContent.trim())).not.to.include(
      'Save policy',
    );
    expect(editorOf(tab).locked).to.equal(true);
    expect(textOf(tab)).not.to.contain('Permission tests').and.not.to.contain('Earlier versions');
  });

  it('shows what AWS refuses, and keeps the draft', async () => {
    const { context, key, tab } = await fresh();
    const before = await stored(context, key);
    write(tab, '{');
    await until(() => !button(tab, 'Save policy').disabled);
    button(tab, 'Save policy').click();
    await until(() => textOf(tab).includes('MalformedPolicyDocumentException'));
    expect(editorOf(tab).text).to.equal('{');
    expect(await stored(context, key)).to.equal(before);
  });

  it('says that it may not be read', async () => {
    const context = pageContext();
    const key = await newKey(context);
    await context.strongroom.sandbox.principals.put({ arn: ANN });
    const tab = await place('strong-key-policy-tab', {
      context: { ...context, kms: context.strongroom.kms(context.region, ANN), caller: ANN },
      key,
    });
    await until(() => textOf(tab).includes('AccessDeniedException'));
    expect(textOf(tab)).not.to.contain('Loading…');
  });
});
