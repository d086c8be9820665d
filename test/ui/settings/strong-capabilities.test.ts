import { expect } from 'chai';
import '../../../src/ui/settings/strong-capabilities.ts';
import { capabilityGroups } from '../../../src/ui/settings/capabilities.ts';
import { allInside, drawn, expectAccessible, inside, place } from '../fixture.ts';

const GROUPS = capabilityGroups([
  { spec: 'RSA_2048', servedBy: 'native' },
  { spec: 'ML_KEM_768', servedBy: 'native' },
  { spec: 'SM2', servedBy: 'library' },
]);
const SIGNING = GROUPS.filter(({ usage }) => usage === 'SIGN_VERIFY');

type Table = HTMLElementTagNameMap['strong-capabilities'];

/** The rows as texts, without the names of the settings that a phone shows in each cell. */
const rows = (element: Table): string[][] =>
  allInside(element, 'tbody tr').map((row) =>
    [...row.children].map((cell) =>
      [...cell.childNodes]
        .filter((node) => !(node instanceof Comment || (node instanceof Element && node.matches('.of, small'))))
        .map((node) => node.textContent)
        .join('')
        .trim(),
    ),
  );

describe('strong-capabilities', () => {
  it('is accessible', async () => {
    await expectAccessible(
      await place('strong-capabilities', { label: 'Sign and verify', groups: SIGNING, current: 'complete' }),
    );
  });

  it('says how a key is kept and what works, for each setting', async () => {
    const element = await place('strong-capabilities', { label: 'Sign and verify', groups: SIGNING });
    expect(rows(element)).to.deep.equal([
      ['RSA_2048', 'kept native', 'native, and a copy', 'kept native'],
      ['Sign, Verify: MessageType RAW', 'works', 'works', 'works'],
      ['Sign: MessageType DIGEST', 'refused', 'works', 'refused'],
      ['Verify: MessageType DIGEST', 'works', 'works', 'works'],
      ['SM2', 'kept wrapped', 'kept wrapped', 'not made'],
      ['Sign, Verify', 'works', 'works', 'refused'],
    ]);
    expect(allInside(element, 'tbody th small').map((small) => small.textContent)).to.include.members([
      'SubtleCrypto: RSASSA-PSS, RSASSA-PKCS1-v1_5',
      'node-forge: RSASSA-PSS, RSASSA-PKCS1-v1_5',
      'sm-crypto-v2: SM2 signatures',
      'SM2DSA; in China Regions alone',
    ]);
  });

  it('marks the column of the world’s setting', async () => {
    const element = await place('strong-capabilities', {
      label: 'Sign and verify',
      groups: SIGNING,
      current: 'strict',
    });
    expect(
      allInside(element, 'thead .current').map((head) => head.textContent.replace(/\s+/g, ' ').trim()),
    ).to.deep.equal(['strictthis world']);
    element.current = 'native';
    await drawn(element);
    expect(inside(element, 'thead .current').textContent.trim()).to.match(/^native/);
    expect(allInside(element, 'tbody .current')).to.have.length(6);
  });

  it('is a table also where it is drawn as a list, with a head that names each cell', async () => {
    const element = await place('strong-capabilities', {
      label: 'Encapsulate and decapsulate',
      groups: GROUPS.slice(-1),
    });
    expect(inside(element, 'table').getAttribute('role')).to.equal('table');
    expect(
      allInside(element, 'tr').every((row) => row.getAttribute('role') === 'row' && row.children.length === 4),
    ).to.equal(true);
    expect(allInside(element, '.of').map((name) => name.textContent)).to.deep.equal([
      'native',
      'complete',
      'strict',
      'native',
      'complete',
      'strict',
    ]);
  });

  it('has a head and nothing else where nothing is known', async () => {
    expect(rows(await place('strong-capabilities', { label: 'Key agreement' }))).to.deep.equal([]);
  });
});
