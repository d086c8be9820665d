import { expect } from 'chai';
import { findSuite, type Suite } from '../../../src/envelope/suites.ts';
import type { FileRunFacts } from '../../../src/ui/envelope/encryption-sdk-code.ts';
import { TEXTS } from '../../../src/ui/envelope/run-code-texts.ts';
import '../../../src/ui/envelope/strong-run-code.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf } from '../fixture.ts';

const calls = [
  { operation: 'GenerateDataKey', parameters: [['KeyId', { kind: 'text', text: '<b>alias/a</b>' }]] },
] as const;

const file: FileRunFacts = {
  direction: 'encrypt',
  file: 'a.txt',
  keyrings: [{ type: 'aws-kms', keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' }],
  suite: findSuite(0x0478) as Suite,
  region: 'eu-west-1',
  encryptionContext: { purpose: 'test' },
  leftOut: [],
};

describe('strong-run-code', () => {
  afterEach(() => localStorage.removeItem('strongroom.codeLanguage'));

  it('shows a run over a file in four languages', async () => {
    const element = await place('strong-run-code', { calls, region: 'eu-west-1', file });
    const codes = allInside(element, 'pre').map(({ textContent }) => textContent);
    expect(codes).to.have.length(4);
    for (const code of codes) expect(code).to.contain('eu-west-1');
    // Text of a request is text, not markup.
    expect(codes[0]).to.contain('<b>alias/a</b>');
    await expectAccessible(element);
  });

  it('has no code for the AWS Encryption SDK without a file, or if that cannot repeat the run', async () => {
    const text = await place('strong-run-code', { calls, region: 'eu-west-1' });
    expect(allInside(text, 'pre')).to.have.length(3);
    const leftOut = { ...file, leftOut: ['purpose'] };
    const python = await place('strong-run-code', { calls, region: 'eu-west-1', file: leftOut });
    expect(allInside(python, 'pre')).to.have.length(4);
    expect(textOf(python)).to.contain(TEXTS.encryptionSdk.python.pairs);
    const raw = { ...leftOut, keyrings: [{ type: 'raw-aes', keyNamespace: 'a', keyName: 'b' }] } as const;
    const refused = await place('strong-run-code', { calls, region: 'eu-west-1', file: raw });
    expect(allInside(refused, 'pre')).to.have.length(3);
    expect(textOf(refused)).to.contain(TEXTS.noEncryptionSdk);
    const none = await place('strong-run-code', { calls: [] });
    expect(textOf(none)).to.equal('');
    await expectAccessible(refused);
  });

  it('keeps the chosen language for the next run, and through a run without it', async () => {
    const shown = async (element: HTMLElementTagNameMap['strong-run-code']) => {
      const tabs = inside<HTMLElementTagNameMap['strong-tabs']>(element, 'strong-tabs');
      await drawn(tabs);
      return inside(tabs, '[aria-selected=true]').textContent.trim();
    };
    const first = await place('strong-run-code', { calls, region: 'eu-west-1', file });
    inside(inside(first, 'strong-tabs'), '#tab-encryptionSdk').click();
    expect(await shown(first)).to.equal(TEXTS.tabs.encryptionSdk);
    first.remove();
    const next = await place('strong-run-code', { calls, region: 'eu-west-1', file });
    expect(await shown(next)).to.equal(TEXTS.tabs.encryptionSdk);
    next.file = undefined;
    await drawn(next);
    expect(await shown(next)).to.equal(TEXTS.tabs.sdk);
    next.file = file;
    await drawn(next);
    expect(await shown(next)).to.equal(TEXTS.tabs.encryptionSdk);
    expect(localStorage.getItem('strongroom.codeLanguage')).to.equal('encryptionSdk');
  });
});
