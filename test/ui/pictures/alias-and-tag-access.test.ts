/** The picture of lab L06: aliases, tags, and the permissions that follow them. */
import { expect } from 'chai';
import type { PlateKey } from '../../../src/ui/pictures/alias-and-tag-access.ts';
import { TEXTS } from '../../../src/ui/pictures/alias-and-tag-access-texts.ts';
import { loadAliasAndTagAccess } from '../../../src/ui/pictures/load-alias-and-tag-access.ts';
import { allInside, textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

const TESTER = 'arn:aws:iam::111122223333:role/Tester';
const BUILDER = 'arn:aws:iam::111122223333:role/Builder';

/** Whether a key has an alias. */
const has =
  (name: string) =>
  ({ plates }: PlateKey): boolean =>
    plates.some(({ alias }) => alias === name);

/** What a principal could do with each key: the names of its aliases and tags, and whether it may encrypt. */
async function useOf({ source }: Awaited<ReturnType<typeof playLab>>, principal: string) {
  const { keys } = await loadAliasAndTagAccess(source);
  return keys.map(({ plates, tags, lines }) => [
    [...plates.map(({ alias }) => alias), ...Object.values(tags)].join(' '),
    lines.find((line) => line.principal === principal)?.allowed.Encrypt,
  ]);
}

describe('The picture alias-and-tag-access', () => {
  it('has every permission of Tester and none of Builder at the start of lab L06', async () => {
    const lab = await playLab('L06');
    const { keys, principals, statements } = await loadAliasAndTagAccess(lab.source);
    expect(principals).to.have.members([TESTER, BUILDER]);
    expect(statements).to.deep.equal([]);
    expect(keys).to.have.length(7);
    const tester = keys.flatMap(({ lines }) => lines.filter(({ principal }) => principal === TESTER));
    expect(tester.every(({ allowed }) => allowed.Encrypt && allowed.TagResource && allowed.CreateAlias)).to.equal(true);
    expect((await useOf(lab, BUILDER)).every(([, allowed]) => allowed === false)).to.equal(true);
  });

  it('has where an alias was before, and the calls that named it', async () => {
    const lab = await playLab('L06');
    await lab.solve('move-alias');
    const { keys, nameOf } = await loadAliasAndTagAccess(lab.source);
    const [a, b] = ['alias/key-a', 'alias/key-b'].map((name) => keys.find(has(name)));
    expect(a?.moved).to.deep.equal(['alias/app']);
    expect(a?.usedThrough).to.deep.equal({ 'alias/app': 1 });
    expect(b?.plates.map(({ alias, movedFrom }) => [alias, movedFrom && nameOf(movedFrom)])).to.deep.equal([
      ['alias/app', 'alias/key-a'],
      ['alias/key-b', undefined],
    ]);
    expect(b?.usedThrough).to.deep.equal({ 'alias/app': 1 });
  });

  it('has permissions that follow tags and aliases, and no hole, once lab L06 is solved', async () => {
    const lab = await playLab('L06');
    await lab.solve();
    expect(await useOf(lab, TESTER)).to.have.deep.members([
      ['alias/key-a Test', true],
      ['alias/app alias/key-b Prod', false],
      ['Test', true],
      ['Prod', false],
      ['alias/test-1', false],
      ['alias/prod-2 alias/test-2', false],
      ['alias/prod-1', false],
    ]);
    const open = (await useOf(lab, BUILDER)).filter(([, allowed]) => allowed).map(([names]) => names);
    expect(open).to.have.members(['alias/test-1', 'alias/prod-2 alias/test-2']);
    const { keys, statements } = await loadAliasAndTagAccess(lab.source);
    const lines = keys.flatMap((key) => key.lines);
    expect(lines.some(({ allowed }) => allowed.TagResource || allowed.CreateAlias)).to.equal(false);
    expect(statements.flatMap(({ tests }) => tests.map(({ key }) => key))).to.have.members([
      'aws:ResourceTag/Purpose',
      'kms:ResourceAliases',
    ]);
  });

  it('redraws the lines after a tag has changed, and is accessible in both forms', async () => {
    const lab = await playLab('L06');
    await lab.solve();
    const { drawing } = await openPicture(lab);
    await until(() => allInside(drawing, '.key').length === 7);
    expect(allInside(drawing, '.on')).to.have.length(4);
    const { keys } = await loadAliasAndTagAccess(lab.source);
    await lab.source.strongroom.kms().tagResource({
      KeyId: keys.find(has('alias/key-b'))?.arn ?? '',
      Tags: [{ TagKey: 'Purpose', TagValue: 'Test' }],
    });
    await until(() => allInside(drawing, '.on').length === 5);
    const text = await expectBothForms(drawing);
    expect(text)
      .to.include(TEXTS.test('role Tester', 'Allow', 'StringEquals', 'aws:ResourceTag/Purpose', 'Test'))
      .and.to.include(TEXTS.mayNot('TagResource'));
    expect(textOf(drawing)).to.include(TEXTS.movedAway('alias/app'));
  });
});
