import { expect } from 'chai';
import '../../../src/ui/settings/strong-capabilities.ts';
import { capabilityGroups } from '../../../src/ui/settings/capabilities.ts';
import { TEXTS } from '../../../src/ui/settings/capabilities-texts.ts';
import { allInside, drawn, expectAccessible, inside, place } from '../fixture.ts';

const GROUPS = capabilityGroups([
  { spec: 'RSA_2048', servedBy: 'native' },
  { spec: 'ML_KEM_768', servedBy: 'native' },
  { spec: 'SM2', servedBy: 'library' },
]);
const SIGNING = GROUPS.filter(({ usage }) => usage === 'SIGN_VERIFY');

const KEPT = TEXTS.table.custodyClass;
const { supported: YES, rejected: NO } = TEXTS.table;

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

  it('shows the custody class and the supported operations for each setting', async () => {
    const element = await place('strong-capabilities', { label: 'Sign and verify', groups: SIGNING });
    expect(rows(element)).to.deep.equal([
      ['RSA_2048', KEPT.native, KEPT.both, KEPT.native],
      ['Sign, Verify: MessageType RAW', YES, YES, YES],
      ['Sign: MessageType DIGEST', NO, YES, NO],
      ['Verify: MessageType DIGEST', YES, YES, YES],
      ['SM2', KEPT.wrapped, KEPT.wrapped, KEPT.refused],
      ['Sign, Verify', YES, YES, NO],
    ]);
    expect(allInside(element, 'tbody th small').map((small) => small.textContent)).to.include.members([
      'SubtleCrypto: RSASSA-PSS, RSASSA-PKCS1-v1_5',
      'node-forge: RSASSA-PSS, RSASSA-PKCS1-v1_5',
      `sm-crypto-v2: ${TEXTS.computes.sm2Signatures}`,
      `SM2DSA; ${TEXTS.regions.onlyChina}`,
    ]);
  });

  it('marks the column of the current setting', async () => {
    const element = await place('strong-capabilities', {
      label: 'Sign and verify',
      groups: SIGNING,
      current: 'strict',
    });
    expect(
      allInside(element, 'thead .current').map((head) => head.textContent.replace(/\s+/g, ' ').trim()),
    ).to.deep.equal([`strict${TEXTS.settings.currentMark}`]);
    element.current = 'native';
    await drawn(element);
    expect(inside(element, 'thead .current').textContent.trim()).to.match(/^native/);
    expect(allInside(element, 'tbody .current')).to.have.length(6);
  });

  it('keeps its table roles on a phone, with the name of the setting in each cell', async () => {
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

  it('has only a head without groups', async () => {
    expect(rows(await place('strong-capabilities', { label: 'Key agreement' }))).to.deep.equal([]);
  });
});
