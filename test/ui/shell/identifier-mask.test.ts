/** The masks of projector mode: identifiers in texts and in fields, in shadow trees, now and later. */
import { expect } from 'chai';
import { html, render } from 'lit';
import { IdentifierMask } from '../../../src/ui/shell/identifier-mask.ts';
import { identifiersIn } from '../../../src/ui/shell/identifiers-in.ts';
import { until } from '../fixture.ts';

const ACCOUNT = '111122223333';
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY}`;
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** The texts that are covered. */
const covered = (): readonly string[] =>
  [...(CSS.highlights.get('strong-identifier') ?? [])].map(({ startContainer, startOffset, endOffset }) =>
    (startContainer as Text).data.slice(startOffset, endOffset),
  );

const isCovered = (field: HTMLElement): boolean =>
  getComputedStyle(field).getPropertyValue('-webkit-text-security') === 'disc';

describe('identifiersIn', () => {
  const found = (text: string) => identifiersIn(text).map(([start, end]) => text.slice(start, end));

  it('finds account numbers, IDs and secrets, alone and in ARNs', () => {
    expect(found(ARN)).to.deep.equal([ACCOUNT, KEY]);
    expect(found(`arn:aws:iam::${ACCOUNT}:role/Learner`)).to.deep.equal([ACCOUNT]);
    expect(found('1234…90ab, AKIAIOSFODNN7EXAMPLE and 1111-2222-3333')).to.deep.equal([
      '1234…90ab',
      'AKIAIOSFODNN7EXAMPLE',
      '1111-2222-3333',
    ]);
    expect(found(`Secret: ${SECRET}.`)).to.deep.equal([SECRET]);
  });

  it('finds nothing in other texts', () => {
    for (const text of [
      'GenerateDataKeyWithoutPlaintext',
      '2026-12-01',
      'alias/customers',
      '4,096 bytes',
      'a'.repeat(40),
    ])
      expect(found(text), text).to.deep.equal([]);
  });
});

describe('IdentifierMask', () => {
  let mask: IdentifierMask;
  let root: HTMLElement;

  beforeEach(() => {
    mask = new IdentifierMask();
    root = document.createElement('div');
    document.body.append(root);
  });
  afterEach(() => {
    mask.hide();
    root.remove();
  });

  it('covers texts of shadow trees, also those that come later, and keeps the text itself', async () => {
    const shadow = root.attachShadow({ mode: 'open' });
    render(html`<p>${ARN}</p>`, shadow);
    mask.show();
    expect(covered()).to.deep.equal([ACCOUNT, KEY]);
    render(
      html`<p>${ARN}</p>
        <p>Account ${ACCOUNT}</p>`,
      shadow,
    );
    await until(() => covered().length === 3);
    expect(shadow.textContent).to.contain(ARN);
    mask.hide();
    expect(CSS.highlights.has('strong-identifier')).to.equal(false);
  });

  it('covers the whole text of what is marked as a secret', () => {
    render(html`<span data-secret>IQoJb3JpZ2luX2VjEXAMPLE</span><span>IQoJ</span>`, root);
    mask.show();
    expect(covered()).to.deep.equal(['IQoJb3JpZ2luX2VjEXAMPLE']);
  });

  it('covers inputs and selects whose value has an identifier, and shows them again', () => {
    render(
      html`<input id="arn" .value=${ARN} /><input id="name" value="orders" />
        <select>
          <option>${KEY}</option></select
        ><input type="checkbox" value=${ACCOUNT} />`,
      root,
    );
    const fields = [...root.querySelectorAll<HTMLElement>('input, select')];
    mask.show();
    expect(fields.map(isCovered)).to.deep.equal([true, false, true, false]);
    mask.hide();
    expect(fields.map(isCovered)).to.deep.equal([false, false, false, false]);
  });

  it('follows what is typed, and what a program sets without an event', async () => {
    render(html`<input />`, root);
    const field = root.querySelector('input') as HTMLInputElement;
    mask.show();
    field.value = ACCOUNT;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    expect(isCovered(field)).to.equal(true);
    field.value = 'orders';
    await until(() => !isCovered(field));
    field.value = KEY;
    await until(() => isCovered(field));
  });

  it('shows the text of a large field while it is edited', () => {
    const shadow = root.attachShadow({ mode: 'open' });
    render(html`<textarea .value=${`{ "Resource": "${ARN}" }`}></textarea>`, shadow);
    const field = shadow.querySelector('textarea') as HTMLTextAreaElement;
    mask.show();
    expect(isCovered(field)).to.equal(true);
    field.focus();
    expect(isCovered(field)).to.equal(false);
    field.blur();
    expect(isCovered(field)).to.equal(true);
  });
});
