/** The form of an operation's input, for every operation of the model. */
import { expect } from 'chai';
import '../../../src/ui/operation-form/strong-operation-form.ts';
import { memberText } from '../../../src/model/member-texts.ts';
import { LISTED_OPERATIONS } from '../../../src/model/operation-keys.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import { ENUMS, SHAPES, type Member, type Members } from '../../../src/model/shapes.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import { draftsOf, readDrafts, type Draft } from '../../../src/ui/operation-form/member-draft.ts';
import { controlOf, type ControlKind } from '../../../src/ui/operation-form/member-control.ts';
import { TEXTS } from '../../../src/ui/operation-form/operation-form-texts.ts';
import { INPUT } from '../../../src/ui/operation-form/strong-operation-form.ts';
import { createStrongroom } from '../../../src/memory.ts';
import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { KeySpec } from '../../../src/model/sdk.ts';
import { sampleInput } from '../../../src/model/sample-input.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Form = HTMLElementTagNameMap['strong-operation-form'];

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** Opens the optional members, as a click on their summary does. */
async function openOptional(element: Form): Promise<void> {
  const [details] = allInside<HTMLDetailsElement>(element, 'details');
  if (!details) return;
  details.open = true;
  await new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
  await drawn(element);
}

/** A form with open optional members that gets back what it tells, as from a page. */
async function form(operation: OperationName, input: object = {}, members: Partial<Form> = {}) {
  const element = await place('strong-operation-form', { operation, input, ...members });
  await openOptional(element);
  const told: (InputOf<OperationName> | undefined)[] = [];
  element.addEventListener(INPUT.name, (event) => {
    const { input } = (event as EventOf<typeof INPUT>).detail;
    told.push(input);
    if (input) element.input = input;
  });
  return { element, told, last: () => told.at(-1) };
}

const fieldOf = (element: Form, path: string) => inside(element, `[data-member="${path}"]`);
const controlIn = <E extends HTMLElement = HTMLInputElement>(element: Form, path: string, selector = 'input') =>
  fieldOf(element, path).querySelector(selector) as E;

/** The texts of a field, those of the elements inside it included. */
const fieldText = (element: Form, path: string) => textOf(fieldOf(element, path));

/** What finds the control of each kind inside its field. */
const SELECTORS: Readonly<Record<ControlKind, string>> = {
  bytes: ':scope',
  switch: 'input[type="checkbox"]',
  number: 'input[inputmode="numeric"]',
  time: 'input',
  pairs: 'strong-pairs',
  choice: 'select',
  choices: 'input[type="checkbox"]',
  lines: 'textarea',
  list: 'button',
  structure: '.inner [data-member]',
  secret: 'input[type="password"]',
  paragraph: 'textarea',
  line: 'input',
};

function expectMembers(element: Form, operation: OperationName, members: Members, prefix = ''): void {
  for (const [name, member] of Object.entries(members)) {
    const path = prefix + name;
    const field = fieldOf(element, path);
    const kind = controlOf(member);
    if (kind === 'bytes') expect(field.localName, path).to.equal('strong-byte-field');
    else expect(field.querySelector(SELECTORS[kind]), `${operation} ${path} has a ${kind}`).to.exist;
    const { label, help } = memberText(operation, name);
    const words = textOf(field);
    expect(words, path).to.contain(help);
    expect(kind === 'pairs' ? textOf(field.querySelector('strong-pairs') as Element) : words).to.contain(label);
    const isMarked = kind === 'bytes' ? textOf(field).includes(`${name} required`) : markOf(field);
    expect(isMarked, `${operation} ${path} is ${member.required ? '' : 'not '}marked`).to.equal(
      member.required === true,
    );
    if (member.members) expectMembers(element, operation, member.members, `${path}.`);
  }
}

/** Whether the field itself, and not one inside it, is marked as required. */
function markOf(field: Element): boolean {
  const label = field.querySelector(':scope > legend, :scope > label');
  return label?.querySelector('.mark') !== null && label?.querySelector('.mark') !== undefined;
}

/** Drafts beyond each limit of a member, with the finding that each has to have. */
function beyondLimits(member: Member): [Draft, string][] {
  const { findings } = TEXTS;
  const { min = 0, max, pattern } = member;
  switch (controlOf(member)) {
    case 'number':
      return max === undefined ? [] : [[{ text: String(max + 1) }, findings.range(min, max)]];
    case 'bytes':
      return max === undefined
        ? []
        : [[{ entry: { form: 'hex', text: '00'.repeat(max + 1) } }, findings.tooManyBytes(max + 1, max)]];
    case 'lines':
      return max === undefined ? [] : [[{ text: 'x\n'.repeat(max + 1) }, findings.tooManyEntries(max + 1, max)]];
    case 'line':
    case 'secret':
    case 'paragraph':
      return [
        ...(max === undefined
          ? []
          : [[{ text: 'x'.repeat(max + 1) }, findings.tooLong(max + 1, max)] as [Draft, string]]),
        ...(min > 1 ? [[{ text: 'x' }, findings.tooShort(1, min)] as [Draft, string]] : []),
        ...(pattern === undefined || min > 4
          ? []
          : [[{ text: '\u2603!*{' }, findings.pattern(pattern)] as [Draft, string]]),
      ];
    case 'choice':
      return member.enum ? [[{ text: 'NONSENSE' }, findings.notAllowed(ENUMS[member.enum])]] : [];
    default:
      return [];
  }
}

describe('strong-operation-form', () => {
  for (const operation of LISTED_OPERATIONS) {
    it(`draws each member of ${operation}, marked where it is required, with its help`, async () => {
      const { element } = await form(operation);
      expectMembers(element, operation, SHAPES[operation]);
      for (const details of allInside<HTMLDetailsElement>(element, 'details')) details.open = true;
      await expectAccessible(element);
    });

    it(`applies the limits of ${operation}, and requires what it requires`, () => {
      const check = (members: Members, wrap: (drafts: object) => object, prefix: string): void => {
        for (const [name, member] of Object.entries(members)) {
          for (const [draft, finding] of beyondLimits(member)) {
            const { findings } = readDrafts(SHAPES[operation], wrap({ [name]: draft }) as Record<string, Draft>);
            expect(findings.get(prefix + name), prefix + name).to.equal(finding);
          }
          if (member.members) check(member.members, (members) => wrap({ [name]: { members } }), `${prefix}${name}.`);
          if (member.item?.members)
            check(member.item.members, (item) => wrap({ [name]: { items: [item] } }), `${prefix}${name}.0.`);
        }
      };
      check(SHAPES[operation], (drafts) => drafts, '');
      const required = Object.entries(SHAPES[operation]).filter(([, { required, min }]) => required && min !== 0);
      expect([...readDrafts(SHAPES[operation], {}).findings.keys()]).to.deep.equal(required.map(([name]) => name));
    });

    it(`reads an input of ${operation} back as it is`, () => {
      const input = sampleInput(operation, { id: KEY }) as object as Record<string, unknown>;
      const { value, findings } = readDrafts(SHAPES[operation], draftsOf(SHAPES[operation], input));
      expect(value).to.deep.equal(input);
      expect([...findings]).to.deep.equal([]);
    });
  }

  it('answers the typed input: strings, numbers, switches, lists, maps, structures and times', async () => {
    const { element, last } = await form('CreateGrant', { KeyId: KEY, Operations: [] });
    controlIn(element, 'Operations', 'input[value="Decrypt"]').click();
    expect(last()).to.deep.equal({ KeyId: KEY, Operations: ['Decrypt'] });
    await drawn(element);
    type(controlIn(element, 'GranteePrincipal'), 'arn:aws:iam::111122223333:user/ann');
    type(controlIn<HTMLTextAreaElement>(element, 'GrantTokens', 'textarea'), 'one\ntwo\n');
    controlIn(element, 'DryRun').click();
    await drawn(element);
    controlIn<HTMLElement>(element, 'Constraints.EncryptionContextEquals', 'strong-pairs').dispatchEvent(
      new CustomEvent('strong-pairs', { detail: { tenant: 'eu' } }),
    );
    expect(last()).to.deep.equal({
      KeyId: KEY,
      Operations: ['Decrypt'],
      GranteePrincipal: 'arn:aws:iam::111122223333:user/ann',
      GrantTokens: ['one', 'two'],
      Constraints: { EncryptionContextEquals: { tenant: 'eu' } },
      DryRun: true,
    });
    const imported = await form('ImportKeyMaterial', sampleInput('ImportKeyMaterial', { id: KEY }));
    type(controlIn(imported.element, 'ValidTo'), '2031-05-06T07:08:09Z');
    expect(imported.last()).to.have.property('ValidTo').that.deep.equals(new Date('2031-05-06T07:08:09Z'));
    const window = await form('ScheduleKeyDeletion', { KeyId: KEY });
    type(controlIn(window.element, 'PendingWindowInDays'), '7');
    expect(window.last()).to.deep.equal({ KeyId: KEY, PendingWindowInDays: 7 });
  });

  it('adds and removes entries of a list of structures', async () => {
    const { element, last } = await form('TagResource', { KeyId: KEY, Tags: [] });
    const press = async (selector: string) => {
      controlIn<HTMLButtonElement>(element, 'Tags', selector).click();
      await drawn(element);
    };
    await press(':scope > div:last-child button');
    expect(last(), 'a tag without a key').to.equal(undefined);
    expect(fieldText(element, 'Tags.0.TagKey')).to.contain(TEXTS.findings.required);
    type(controlIn(element, 'Tags.0.TagKey'), 'Purpose');
    expect(last()).to.deep.equal({ KeyId: KEY, Tags: [{ TagKey: 'Purpose', TagValue: '' }] });
    await drawn(element);
    await press('.inner button');
    expect(last(), 'no tag').to.equal(undefined);
    expect(fieldText(element, 'Tags')).to.contain(TEXTS.findings.requiredList);
  });

  it('says what is wrong at the member, and answers no input until it is corrected', async () => {
    const { element, last } = await form('ScheduleKeyDeletion', { KeyId: KEY });
    const days = controlIn(element, 'PendingWindowInDays');
    for (const [text, finding] of [
      ['seven', TEXTS.findings.wholeNumber],
      ['1e9', TEXTS.findings.range(1, 365)],
    ] as const) {
      type(days, text);
      await drawn(element);
      expect(last()).to.equal(undefined);
      expect(fieldText(element, 'PendingWindowInDays')).to.contain(finding);
      expect(days.getAttribute('aria-invalid')).to.equal('true');
    }
    for (const details of allInside<HTMLDetailsElement>(element, 'details')) details.open = true;
    await expectAccessible(element);
    type(days, '30');
    await drawn(element);
    expect(last()).to.deep.equal({ KeyId: KEY, PendingWindowInDays: 30 });
    expect(days.getAttribute('aria-invalid')).to.equal('false');
  });

  it('moves the focus to the first finding when it is checked, also inside the optional members', async () => {
    const { element } = await form('CreateKey', { CustomKeyStoreId: '' });
    expect(element.check()).to.equal(true);
    type(controlIn(element, 'XksKeyId'), '!');
    expect(element.check()).to.equal(false);
    await drawn(element);
    expect(inside<HTMLDetailsElement>(element, 'details').open).to.equal(true);
    await until(() => element.shadowRoot?.activeElement === controlIn(element, 'XksKeyId'));
    const required = await form('Encrypt');
    expect(required.element.check()).to.equal(false);
    await until(() => required.element.shadowRoot?.activeElement === controlIn(required.element, 'KeyId'));
    expect(fieldText(required.element, 'Plaintext')).to.contain(TEXTS.findings.requiredBytes);
  });

  it('reads a file into the input, and refuses one that is too large without reading it', async () => {
    const { element, last } = await form('Encrypt', { KeyId: KEY, Plaintext: new Uint8Array([1]) });
    const field = fieldOf(element, 'Plaintext');
    const drop = (file: File) =>
      inside(field, 'strong-file-drop').dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    drop(new File([new Uint8Array([7, 8, 9])], 'three.bin'));
    await until(() => last());
    expect(last()).to.deep.equal({ KeyId: KEY, Plaintext: new Uint8Array([7, 8, 9]) });
    const large = new File([new Uint8Array(5000)], 'large.bin');
    Object.defineProperty(large, 'arrayBuffer', { value: () => expect.fail('was read') });
    drop(large);
    await drawn(element);
    await drawn(field);
    expect(last()).to.equal(undefined);
    expect(textOf(field)).to.contain(TEXTS.findings.tooManyBytes(5000, 4096));
  });

  it('keeps what the shape does not know, and a value of another type until it is changed', async () => {
    const { element, last } = await form('ScheduleKeyDeletion', { KeyId: 5, Future: true });
    type(controlIn(element, 'PendingWindowInDays'), '9');
    expect(last()).to.deep.equal({ KeyId: 5, Future: true, PendingWindowInDays: 9 });
    expect(controlIn(element, 'KeyId').value).to.equal('5');
    type(controlIn(element, 'KeyId'), 'alias/app');
    expect(last()).to.deep.equal({ KeyId: 'alias/app', Future: true, PendingWindowInDays: 9 });
  });

  it('shows in its fields what is typed as JSON, and in the JSON what its fields hold', async () => {
    const { element, last } = await form('ScheduleKeyDeletion', { KeyId: KEY });
    const json = inside<HTMLTextAreaElement>(element, '#json');
    type(json, '{"KeyId": "alias/app", "PendingWindowInDays": 12}');
    await drawn(element);
    expect(controlIn(element, 'KeyId').value).to.equal('alias/app');
    expect(controlIn(element, 'PendingWindowInDays').value).to.equal('12');
    type(controlIn(element, 'PendingWindowInDays'), '13');
    await drawn(element);
    expect(JSON.parse(json.value)).to.deep.equal({ KeyId: 'alias/app', PendingWindowInDays: 13 });
    type(json, '{');
    await drawn(element);
    expect(last()).to.equal(undefined);
    expect(json.getAttribute('aria-invalid')).to.equal('true');
  });

  it('says that an ARN of another Region names no key of this one', async () => {
    const arn = `arn:aws:kms:eu-west-1:111122223333:key/${KEY}`;
    const { element } = await form('ReEncrypt', { DestinationKeyId: arn }, { region: 'us-east-1' });
    expect(fieldText(element, 'DestinationKeyId')).to.contain(TEXTS.findings.otherRegion('eu-west-1', 'us-east-1'));
    await expectAccessible(element);
    element.region = 'eu-west-1';
    await drawn(element);
    expect(fieldOf(element, 'DestinationKeyId').querySelector('.note')).to.equal(null);
  });

  it('takes no ciphertext of KMS for an incomplete one', async () => {
    const { element } = await form('Decrypt');
    const { usual } = fieldOf(element, 'CiphertextBlob') as HTMLElementTagNameMap['strong-byte-field'];
    const strongroom = createStrongroom();
    const specs: readonly [KeySpec, string, EncryptionAlgorithmSpec][] = [
      ['SYMMETRIC_DEFAULT', 'us-east-1', 'SYMMETRIC_DEFAULT'],
      ['RSA_2048', 'us-east-1', 'RSAES_OAEP_SHA_256'],
      ['SM2', 'cn-north-1', 'SM2PKE'],
    ];
    for (const [spec, region, EncryptionAlgorithm] of specs) {
      const kms = strongroom.kms(region);
      const { KeyMetadata } = await kms.createKey({ KeySpec: spec, KeyUsage: 'ENCRYPT_DECRYPT' });
      const Plaintext = Uint8Array.of(1);
      const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata?.KeyId, Plaintext, EncryptionAlgorithm });
      expect(CiphertextBlob?.length, spec).to.be.at.least(usual);
    }
  });

  it('offers the keys that it is given, and keeps one that is not among them', async () => {
    const keys = [{ value: 'alias/app', label: 'alias/app', group: 'By alias' }];
    const { element, last } = await form('DescribeKey', { KeyId: KEY }, { keys });
    const select = controlIn<HTMLSelectElement>(element, 'KeyId', 'select');
    expect([...select.options].map(({ value }) => value)).to.deep.equal([KEY, 'alias/app']);
    expect(select.value).to.equal(KEY);
    select.value = 'alias/app';
    select.dispatchEvent(new Event('change'));
    expect(last()).to.deep.equal({ KeyId: 'alias/app' });
  });
});
